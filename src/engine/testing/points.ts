import type { Attribute } from "../graph/node.ts";
import type { Elementwise, Op } from "../graph/op.ts";
import { ops } from "../ops/index.ts";
import { between, type Random } from "./random.ts";

/** One elementwise op to be tried, with one of the attributes it may carry. */
export interface ElementwiseCase {
  readonly name: string;
  readonly op: Op;
  readonly elementwise: Elementwise;
  readonly attribute: Attribute;
}

/** Every elementwise op of the registry, once per attribute that its definition wants tried. */
export const elementwiseCases: readonly ElementwiseCase[] = ops.flatMap((op) => {
  const { elementwise } = op;
  if (!elementwise) return [];
  const attributes = elementwise.conformance.attributes ?? [null];
  return attributes.map((attribute) => ({
    name: attribute === null ? op.name : `${op.name} ${attribute}`,
    op,
    elementwise,
    attribute,
  }));
});

/** Seeded points of the op's domain. Where `smooth`, none lies near a kink. */
export function domainPoints(
  { conformance }: Elementwise,
  count: number,
  random: Random,
  smooth = false,
): number[][] {
  const points: number[][] = [];
  for (let tries = 0; points.length < count; tries++) {
    if (tries > 100 * count) throw new Error("nearly every point of the domain is a kink");
    const point = conformance.domain.map(([low, high]) => between(random, low, high));
    if (!smooth || !conformance.kinks?.(point)) points.push(point);
  }
  return points;
}

/** The corners of the domain, and its middle. */
export function borderPoints({ conformance }: Elementwise): number[][] {
  return everyChoice(conformance.domain.map(([low, high]) => [low, high, (low + high) / 2]));
}

/** Zeros, infinities, NaN, whole numbers, halves, and sizes at which squares over- and underflow. */
const specialNumbers = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  -3,
  1e-300,
  -1e-300,
  1e-9,
  1e200,
  -1e200,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];

export function specialPoints({ arity }: Elementwise): number[][] {
  return everyChoice(Array.from({ length: arity }, () => specialNumbers));
}

/** All ways to take one of each. */
export function everyChoice<T>(choices: readonly (readonly T[])[]): T[][] {
  return choices.reduce<T[][]>(
    (points, values) => points.flatMap((point) => values.map((value) => [...point, value])),
    [[]],
  );
}
