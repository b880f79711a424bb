import type { Graph } from "../graph/graph.ts";
import { drawnArrays } from "../graph/kept-arrays.ts";
import type { Node } from "../graph/node.ts";
import { drawn } from "../graph/origin.ts";
import { eye, filled, linspace, literal, range, requireSize, roll } from "../ops/index.ts";
import { normal } from "../random/normal.ts";
import type { KeyLayout } from "../random/probes.ts";
import { rademacher } from "../random/rademacher.ts";
import { type Key, prngKey } from "../random/threefry.ts";
import { uniform } from "../random/uniform.ts";
import { unfit, vectorOf } from "./arrays.ts";
import { Refusal } from "./context.ts";
import { requireExtents, requireNumber } from "./known.ts";

/** Values given by name, as in `seed=1`. */
export type NamedNumbers = ReadonlyMap<string, number>;

export function identity(graph: Graph, args: readonly Node[]): Node {
  const [rows = 1, columns] = requireExtents("eye", args);
  return eye(graph, rows, columns);
}

export function constantArray(name: "zeros" | "ones", graph: Graph, args: readonly Node[]): Node {
  return filled(graph, name === "ones" ? 1 : 0, requireExtents(name, args));
}

/** range(n), range(start, stop) and range(start, stop, step), without the stop, as Python and JAX count. */
export function counting(graph: Graph, args: readonly Node[]): Node {
  const numbers = args.map((arg) => requireNumber("range", arg));
  const [start = 0, stop = 0, step = 1] = args.length === 1 ? [0, ...numbers] : numbers;
  if (step === 0 || Number.isNaN(start + stop + step))
    throw new Refusal("out-of-bounds", "The step of `range` is a number other than 0.");
  if (!((stop - start) / step > 0))
    throw new Refusal("out-of-bounds", `The range from ${start} to below ${stop} is empty.`);
  return range(graph, start, stop, step);
}

export function evenlySpaced([first, last, n]: readonly Node[]): Node {
  if (first?.shape.length !== 0) throw unfit("linspace", "a number to begin with", first);
  if (last?.shape.length !== 0) throw unfit("linspace", "a number to end with", last);
  const [length = 1] = requireExtents("linspace", n ? [n] : []);
  return linspace(first, last, length);
}

export function rolled([vector, places]: readonly Node[]): Node {
  const entries = vectorOf("roll", vector);
  const by = places ? requireNumber("roll", places) : 0;
  if (Number.isInteger(by)) return roll(entries, by);
  throw new Refusal("type", `\`roll\` moves entries by a whole number of places, but this is ${by}.`);
}

type Draw = (key: Key, n: number, layout: KeyLayout) => Float64Array;

const draws = { randn: normal, rademacher, uniform } as const satisfies Record<string, Draw>;

/**
 * `jax.random.normal`, `rademacher` or `uniform` of the key PRNGKey(seed) and the shape given, row-major, in the
 * layout that JAX has used since 0.5 (partitionable): entry i of the array is made from the counter i, whatever the shape.
 * No extents make one number.
 */
export function randomArray(
  name: keyof typeof draws,
  graph: Graph,
  args: readonly Node[],
  named: NamedNumbers,
): Node {
  const shape = requireExtents(name, args);
  const seed = named.get("seed") ?? 0;
  if (!Number.isSafeInteger(seed))
    throw new Refusal("type", `A seed is a whole number up to 2^53 in size, but this is ${seed}.`);
  requireSize(shape);
  const size = shape.reduce((product, extent) => product * extent, 1);
  const key = `${name} ${seed} ${size}`;
  const entries = drawnArrays.get(key)?.entries ?? draws[name](prngKey(seed), size, "jax");
  drawnArrays.add(key, { entries });
  return drawn(literal(graph, shape, entries), { draw: name, seed });
}
