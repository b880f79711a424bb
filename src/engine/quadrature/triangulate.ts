/** A point of the plane. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

export type Triangle = readonly [PlanePoint, PlanePoint, PlanePoint];

/** Twice the signed area of a triangle; positive when a, b, c turn left. */
export function turn(a: PlanePoint, b: PlanePoint, c: PlanePoint): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** Whether two edges that are not neighbours meet. Cubic time would do no harm: there are few vertices. */
export function crossesItself(vertices: readonly PlanePoint[]): boolean {
  const count = vertices.length;
  const at = (k: number) => vertices[k % count] as PlanePoint;
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if ((j + 1) % count !== i && meet(at(i), at(i + 1), at(j), at(j + 1))) return true;
    }
  }
  return false;
}

function meet(a: PlanePoint, b: PlanePoint, c: PlanePoint, d: PlanePoint): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (
    (abc === 0 && between(a, b, c)) ||
    (abd === 0 && between(a, b, d)) ||
    (cda === 0 && between(c, d, a)) ||
    (cdb === 0 && between(c, d, b))
  );
}

/** Whether a point on the line through a and b lies between them. */
function between(a: PlanePoint, b: PlanePoint, { x, y }: PlanePoint): boolean {
  return (x - a.x) * (x - b.x) <= 0 && (y - a.y) * (y - b.y) <= 0;
}

/**
 * Triangles that make up a polygon whose vertices go round counterclockwise and whose edges do not cross, by cutting
 * off ears (Meisters 1975). Triangles without area are left out.
 */
export function triangulate(vertices: readonly PlanePoint[]): Triangle[] {
  const left = [...vertices];
  const triangles: Triangle[] = [];
  while (left.length > 2) {
    const count = left.length;
    const earAt = (k: number): Triangle => [
      left[(k + count - 1) % count] as PlanePoint,
      left[k] as PlanePoint,
      left[(k + 1) % count] as PlanePoint,
    ];
    let ear = left.findIndex((_, k) => {
      const triangle = earAt(k);
      return (
        turn(...triangle) > 0 && !left.some((point) => !triangle.includes(point) && holds(triangle, point))
      );
    });
    // Nothing but vertices on one line is left, or rounding made the last ears so thin.
    if (ear < 0) ear = left.findIndex((_, k) => turn(...earAt(k)) <= 0);
    if (ear < 0) ear = 0;
    const triangle = earAt(ear);
    if (turn(...triangle) > 0) triangles.push(triangle);
    left.splice(ear, 1);
  }
  return triangles;
}

function holds([a, b, c]: Triangle, point: PlanePoint): boolean {
  return turn(a, b, point) >= 0 && turn(b, c, point) >= 0 && turn(c, a, point) >= 0;
}
