/** Shapes are static: `[]` a scalar, `[n]` a vector of R^n, `[m, n]` a matrix with m rows. */
export type Shape = readonly number[];

export const scalarShape: Shape = [];

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const extent of shape) size *= extent;
  return size;
}

/** As people say it: "a number", "a vector of 3", "a 2×3 matrix". */
export function describeShape(shape: Shape): string {
  if (shape.length === 0) return "a number";
  if (shape.length === 1) return `a vector of ${shape[0]}`;
  return `a ${shape.join("×")} ${shape.length === 2 ? "matrix" : "array"}`;
}

/** Two shapes that an operation cannot combine. */
export class ShapeError extends Error {
  readonly shapes: readonly Shape[];
  constructor(operation: string, shapes: readonly Shape[]) {
    super(`${operation} cannot combine ${shapes.map(describeShape).join(" and ")}`);
    this.name = "ShapeError";
    this.shapes = shapes;
  }
}
