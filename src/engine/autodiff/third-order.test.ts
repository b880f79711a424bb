import type { MathNode } from "mathjs";
import { describe, expect, it } from "vitest";
import type { Node } from "../graph/node.ts";
import { index } from "../ops/index.ts";
import { expressionText, randomExpression } from "../testing/expressions.ts";
import { judgedValues } from "../testing/judged.ts";
import { soundProgram } from "../testing/language.ts";
import { between, seededRandom } from "../testing/random.ts";
import { sharedFunctions, symbolicDerivative, symbolicSum } from "../testing/symbolic.ts";

const seeds = process.env.DELDOT_SEED ? [Number(process.env.DELDOT_SEED)] : [20251104];
const functionCount = 200;

/** Operators of the language to third order, and what mathjs adds up for them. */
const source = `a = D(D(D(f, x), y), x)
b = grad(laplacian(f))
c = laplacian(grad(f))
d(x, y) = jvp(D(D(f, y), y), (x, y), (1, 0))`;
const wanted = [["xyx"], ["xxx", "yyx"], ["xxy", "yyy"], ["xxx", "yyx"], ["xxy", "yyy"], ["yyx"]] as const;
const thirds = [...new Set(wanted.flat())];

describe.each(seeds)("operators nested to third order against mathjs (seed %i)", (seed) => {
  it(`agree on ${functionCount} generated functions to the rounding of both`, () => {
    const random = seededRandom(seed);
    const wrong: string[] = [];
    let [compared, functions] = [0, 0];
    for (let n = 0; n < functionCount; n++) {
      const text = expressionText(randomExpression(random, ["x", "y"], sharedFunctions, 3));
      const program = soundProgram(`f(x, y) = ${text}\n${source}`);
      const named = ["a", "b", "c", "d"].map((name) => program.functions.find((fn) => fn.name === name));
      const [first] = named;
      if (!first) throw new Error("no function");
      const nodes = named.flatMap((fn) => entriesOf(fn?.output as Node));
      const known = new Map(thirds.map((names) => [names, symbolicDerivative(text, ...names)]));
      const oracles = wanted.map((terms) => symbolicSum(terms.map((names) => known.get(names) as MathNode)));
      let firm = 0;
      for (let p = 0; p < 6; p++) {
        const point = [between(random, -2, 2), between(random, -2, 2)] as const;
        const own = judgedValues(nodes, first.inputs, point);
        const judged = oracles.map((oracle) => oracle(...point));
        const size = Math.max(...judged.map(({ value }) => Math.abs(value)));
        judged.forEach(({ value, uncertainty }, i) => {
          const { value: found, uncertainty: rounding } = own[i] as (typeof own)[0];
          const bound = uncertainty + rounding;
          if (!Number.isFinite(value) || !(bound <= 1e-8 * size)) return;
          firm++;
          if (!(Math.abs(found - value) <= bound))
            wrong.push(`${i} of ${text} at ${point}: ${found}, not ${value} ± ${bound}`);
        });
      }
      compared += firm;
      if (firm > 0) functions++;
    }
    expect(wrong).toEqual([]);
    expect(functions).toBeGreaterThan(functionCount / 3);
    expect(compared).toBeGreaterThan(1000);
  });
});

function entriesOf(node: Node): Node[] {
  if (node.shape.length === 0) return [node];
  return Array.from({ length: node.shape[0] as number }, (_, i) => index(node, i));
}
