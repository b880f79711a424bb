/** The fields that can be written out as formulas in scalars, for libraries that differentiate those. */
import type { MeasuredField } from "../measured-fields.ts";

/** x and y in the plane, else x0, x1, …. */
export function namesOf({ kind, dimension }: MeasuredField): readonly string[] {
  return kind === "planar" ? ["x", "y"] : Array.from({ length: dimension }, (_, i) => `x${i}`);
}

/** The coefficients of a linear field, row by row; null when it is not linear. */
export function coefficientsOf(field: MeasuredField): readonly (readonly number[])[] | null {
  if (field.kind === "planar" || field.matrices.length > 1) return null;
  return field.matrices.flatMap(({ rows, columns, entries }) =>
    Array.from({ length: rows }, (_, i) => [...entries.subarray(i * columns, (i + 1) * columns)]),
  );
}

/** The components in the notation that mathjs shares with the language; null for what takes arrays. */
export function componentsOf(field: MeasuredField): readonly string[] | null {
  if (field.kind === "planar") return ["sin(x*y) + x^2", "cos(x) - y^3"];
  const names = namesOf(field);
  const linear = coefficientsOf(field);
  return linear?.map((row) => row.map((entry, j) => `(${entry}) * ${names[j]}`).join(" + ")) ?? null;
}
