import { describe, expect, it } from "vitest";
import { passMemory } from "../divergence/pass-memory.ts";
import { checkSource } from "../language/check.ts";
import type { Field } from "../language/program.ts";
import { between, pick, seededRandom } from "../testing/random.ts";
import { livenessOf } from "./liveness.ts";
import type { Node } from "./node.ts";
import { sizeOf } from "./shape.ts";
import { dependents, topological } from "./traverse.ts";

const seed = 90210;

function fieldOf(source: string): Field {
  const program = checkSource(source);
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return program.fields.at(-1) as Field;
}

/** The peak by its definition: at each step, all values made by then that some later step, or nobody, still reads. */
function peakByDefinition(
  schedule: readonly Node[],
  outputs: readonly Node[],
  given: readonly Node[],
): number {
  const varying = dependents(schedule, given);
  const keeps = (node: Node) => varying.has(node) && !given.includes(node) && node.op.flops(node) > 0;
  /** The values that reading a node reads: through nodes that only move numbers about. */
  const behind = (node: Node): Node[] => (keeps(node) ? [node] : node.inputs.flatMap(behind));
  let peak = 0;
  for (const step of schedule.keys()) {
    const read = new Set([
      ...schedule
        .slice(step)
        .filter(keeps)
        .flatMap((node) => node.inputs.flatMap(behind)),
      ...outputs.flatMap(behind),
    ]);
    const own = schedule[step] as Node;
    if (!keeps(own)) continue;
    const alive = schedule.slice(0, step).filter((node) => keeps(node) && read.has(node));
    peak = Math.max(
      peak,
      [...alive, own].reduce((total, { shape }) => total + sizeOf(shape), 0),
    );
  }
  return peak;
}

describe("numbers alive at once", () => {
  it(`are those of the definition, for random fields (seed ${seed})`, () => {
    const random = seededRandom(seed);
    const term = (depth: number): string => {
      if (depth <= 0) return pick(random, ["x", "y", "z", between(random, 1, 3).toFixed(1)]);
      const [a, b] = [term(depth - 1), term(depth - Math.ceil(2 * random()))];
      return pick(random, [`sin(${a})`, `(${a} + ${b})`, `(${a}) * (${b})`, `exp(${a} - ${b})`]);
    };
    for (let round = 0; round < 40; round++) {
      const field = fieldOf(`F(x, y, z) = (${term(4)}, ${term(4)} + y, ${term(3)} z)`);
      const schedule = topological([field.output]);
      const { peak, steps } = livenessOf(schedule, [field.output], field.inputs);
      expect(peak).toBe(peakByDefinition(schedule, [field.output], field.inputs));
      expect(Math.max(0, ...steps)).toBe(peak);
    }
  });

  it("grow with depth in reverse mode alone", () => {
    const width = 32;
    const deep = (layers: number) => {
      const weights = Array.from(
        { length: layers },
        (_, k) => `W${k} = randn(${width}, ${width}, seed=${k}) / 6`,
      );
      const body = weights.reduce((inner, _, k) => `tanh(W${k} @ ${inner})`, "x");
      return passMemory(fieldOf(`${weights.join("\n")}\nF(x: R^${width}) = ${body}`));
    };
    const [four, eight, twelve] = [deep(4), deep(8), deep(12)];
    expect(eight.evaluation.peak).toBe(2 * width);
    expect(eight.forward.peak).toBe(four.forward.peak);
    expect(twelve.forward.peak).toBe(four.forward.peak);
    // One activation is kept for each layer more.
    expect(eight.reverse.peak - four.reverse.peak).toBe(4 * width);
    expect(twelve.reverse.peak - eight.reverse.peak).toBe(4 * width);
  });
});
