import type { Colour } from "../streamlines/line-style.ts";

/** What is null is left out. */
export type Attributes = Readonly<Record<string, string | number | null>>;

/** An element with its children, or with text that is escaped. */
export function element(
  name: string,
  attributes: Attributes,
  content: string | readonly string[] = "",
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? short(value) : escaped(String(value))}"`)
    .join("");
  if (content.length === 0) return `<${name}${written}/>`;
  const inside = typeof content === "string" ? content : `\n${content.join("\n")}\n`;
  return `<${name}${written}>${inside}</${name}>`;
}

/** To a hundredth of a pixel; shares to as much as matters. */
export function short(value: number): number {
  return Number(value.toFixed(Math.abs(value) <= 1 ? 4 : 2)) + 0;
}

const entities: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };

/** Text as XML has it; what XML forbids is replaced. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[<>&"]/g, (sign) => entities[sign] as string);
}

/** `rgba(…)` of red, green, blue and coverage. */
export function css([r, g, b, a]: Colour): string {
  return `rgba(${[r, g, b].map((channel) => Math.round(255 * channel)).join(", ")}, ${a})`;
}

/** A colour as all programs read it: how much it covers is an attribute of its own. */
export function painted(what: "fill" | "stroke", colour: string | null): Attributes {
  const [, solid, opacity] = /^rgba\((.*), ([\d.]+)\)$/.exec(colour ?? "") ?? [];
  if (opacity === undefined) return { [what]: colour };
  return { [what]: `rgb(${solid})`, [`${what}-opacity`]: Number(opacity) };
}
