import type { Load } from "./lower.ts";

/** float32 literal of GLSL: shortest decimal that reads back as the same float; overflow becomes infinity. */
export function glslNumber(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return "dd_nan()";
  if (!Number.isFinite(single)) return single > 0 ? "dd_inf()" : "(-dd_inf())";
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++;
  const shortest = String(Number(single.toPrecision(digits)));
  const text = /[.e]/.test(shortest) ? shortest : `${shortest}.0`;
  return text.startsWith("-") ? `(${text})` : text;
}

/** How a shader reads an input: the point is `p`, of so many coordinates. */
export function loadText(load: Load, dimension: number): string {
  if (load.from === "time") return "u_time";
  if (load.from === "parameter") return `u_parameters[${load.slot}]`;
  return dimension === 1 ? "p" : `p.${"xyzw"[load.slot]}`;
}

export function vectorType(length: number): string {
  if (length < 1 || length > 4) throw new Error(`a shader function has 1 to 4 entries, not ${length}`);
  return length === 1 ? "float" : `vec${length}`;
}
