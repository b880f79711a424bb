import { expect, it } from "vitest";
import { bindingsOf } from "../engine/divergence/bindings.ts";
import { evaluate } from "../engine/graph/evaluate.ts";
import type { Node } from "../engine/graph/node.ts";
import { substitute, topological } from "../engine/graph/traverse.ts";
import { checkSource } from "../engine/language/check.ts";
import { matmulOp } from "../engine/ops/matmul.ts";
import { seededRandom } from "../engine/testing/random.ts";
import { alignedSlice, type Slice } from "./slice.ts";
import { sliceGraphs } from "./sliced-field.ts";

const seed = 53;

it(`the first layer of a net is parted, and all of it is what it was (seed ${seed})`, () => {
  const random = seededRandom(seed);
  const vector = (n: number) => Array.from({ length: n }, () => 2 * random() - 1);
  for (const [n, hidden, isOblique] of [
    [10, 64, false],
    [10, 64, true],
    [50, 40, false],
    [12, 30, true],
  ] as const) {
    const source = `W1 = randn(${hidden}, ${n}, seed=1) / 3
W2 = randn(${n}, ${hidden}, seed=2) / 8
F(x: R^${n}) = W2 @ tanh(W1 @ x) + x`;
    const program = checkSource(source);
    const field = program.fields[0];
    if (!field) throw new Error("there is no field");
    const slice: Slice = isOblique
      ? { origin: vector(n), across: vector(n), up: vector(n) }
      : alignedSlice(n, 1, n - 2, vector(n));
    const { products, coordinates, origin, quantity, inPlane } = sliceGraphs(program, field, slice);
    expect(products.parameters.map(({ shape }) => shape)).toEqual([[hidden]]);
    const outputs = [quantity("divergence"), quantity("magnitude"), quantity("curl"), ...inPlane()];
    const parted = substitute(outputs, products.parted);
    const layers = (nodes: readonly Node[]) => topological(nodes).filter(({ op }) => op === matmulOp).length;
    expect(layers(parted)).toBe(layers(outputs) - 1);
    const [s, t] = [random(), random()];
    const { parameters } = bindingsOf(program, 0);
    const beginning = slice.origin.map((number, i) => (!isOblique && (i === 1 || i === n - 2) ? 0 : number));
    const inputs = new Map<Node, Float64Array>([
      [coordinates[0] as Node, Float64Array.of(s)],
      [coordinates[1] as Node, Float64Array.of(t)],
      [origin, Float64Array.from(slice.origin)],
      ...products.parameters.map((node) => [node, Float64Array.from(products.values(beginning))] as const),
      ...program.parameters.map(({ node }, k) => [node, Float64Array.of(parameters[k] as number)] as const),
    ]);
    const [before, after] = [outputs, parted].map((nodes) => evaluate(nodes, inputs).map(([value]) => value));
    for (const [k, value] of (before ?? []).entries()) expect(after?.[k]).toBeCloseTo(value as number, 10);
  }
});

it("what shaders of exact maps are told never passes the uniforms that every device has", () => {
  for (const [n, hidden, isParted] of [
    [100, 96, true],
    [100, 104, false],
    [128, 64, true],
    [128, 128, false],
    [12, 180, true],
    [12, 188, false],
  ] as const) {
    const source = `b = 1
W1 = randn(${hidden}, ${n}, seed=1)
W2 = randn(${n}, ${hidden}, seed=2)
F(x: R^${n}) = b * (W2 @ tanh(W1 @ x))`;
    const program = checkSource(source);
    const [field] = program.fields;
    if (!field) throw new Error("there is no field");
    const slice = alignedSlice(n, 0, 1, new Array(n).fill(0));
    const { products } = sliceGraphs(program, field, slice);
    expect(products.parameters.length, `R^${n}, ${hidden} hidden`).toBe(Number(isParted));
  }
});
