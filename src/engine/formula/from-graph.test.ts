import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { limits } from "../limits.ts";
import {
  add,
  constant,
  cos,
  div,
  exp,
  input,
  integerPower,
  mul,
  ops,
  sin,
  sqrt,
  stack,
} from "../ops/index.ts";
import { workTime } from "../testing/work-time.ts";
import { fromGraph, type GraphFormula } from "./from-graph.ts";
import { toLatex } from "./latex.ts";
import { toMathml } from "./mathml.ts";
import { algebraicOps, opNotations } from "./op-notation.ts";
import { tokensOf } from "./shorten.ts";
import { simplify } from "./simplify.ts";
import { evaluateTree, NoValue } from "./testing/evaluate-tree.ts";
import { graphOf, isAtJump, kinked, points, smooth, stepsArbitrary, valueAt } from "./testing/graphs.ts";
import { evaluateLatex } from "./testing/latex-oracle.ts";
import { checkMathml, parseXml } from "./testing/strict-xml.ts";

const seed = Number(process.env.DELDOT_SEED ?? 20250611);
const largestScale = 1e6;

/** What the formula says at a point, definitions after "where" first. */
function valueOfFormula({ tree, where }: GraphFormula, point: readonly number[]): number {
  const [x, y, a] = point as [number, number, number];
  const bindings = new Map([
    ["x", x],
    ["y", y],
    ["a", a],
  ]);
  for (const part of where) {
    if (part.kind !== "relation" || part.operands[0]?.kind !== "symbol" || !part.operands[1])
      throw new NoValue("where");
    bindings.set(part.operands[0].name, evaluateTree(part.operands[1], bindings));
  }
  return evaluateTree(tree, bindings);
}

/** The formula and the graph agree wherever the graph is finite. Counts the comparisons. */
function sameAsGraph(
  output: Node,
  inputs: readonly Node[],
  valueAtPoint: (point: readonly number[]) => number,
): number {
  let compared = 0;
  for (const point of points) {
    const graph = valueAt(output, inputs, point);
    if (!Number.isFinite(graph.value) || graph.scale > largestScale) continue;
    const printed = valueAtPoint(point);
    if (!(Math.abs(printed - graph.value) <= 1e-9 * graph.scale) && !isAtJump(output, inputs, point)) {
      throw new Error(`at ${point.join(", ")}: the graph gives ${graph.value}, the formula ${printed}`);
    }
    compared += 1;
  }
  return compared;
}

describe("the formula of a graph", () => {
  it("means what the graph computes", () => {
    let compared = 0;
    fc.assert(
      fc.property(stepsArbitrary(16), fc.boolean(), (steps, simplified) => {
        const { inputs, output } = graphOf(steps, kinked);
        const formula = fromGraph(simplified ? simplify(output) : output);
        try {
          compared += sameAsGraph(output, inputs, (point) => valueOfFormula(formula, point));
        } catch (error) {
          if (!(error instanceof NoValue))
            throw new Error(`${(error as Error).message}: ${toLatex(formula.tree)}`);
        }
      }),
      { seed, numRuns: 1200 },
    );
    expect(compared).toBeGreaterThan(2000);
  });

  it("read back from its LaTeX has the same value", () => {
    let compared = 0;
    fc.assert(
      fc.property(stepsArbitrary(12), fc.boolean(), (steps, simplified) => {
        const { inputs, output } = graphOf(steps, smooth);
        const { tree, where } = fromGraph(simplified ? simplify(output) : output);
        const latex = toLatex(tree);
        if (where.length > 0 || /…|dots|infty|NaN|erf/.test(latex)) return;
        try {
          compared += sameAsGraph(output, inputs, ([x, y, a]) =>
            evaluateLatex(
              latex,
              new Map([
                ["x", x as number],
                ["y", y as number],
                ["a", a as number],
              ]),
            ),
          );
        } catch (error) {
          throw new Error(`${(error as Error).message}: ${latex}`);
        }
      }),
      { seed, numRuns: 1200 },
    );
    expect(compared).toBeGreaterThan(2000);
  });

  it("is well-formed MathML and LaTeX", () => {
    fc.assert(
      fc.property(stepsArbitrary(30), (steps) => {
        const { tree, where } = fromGraph(graphOf(steps, kinked).output);
        for (const part of [tree, ...where]) {
          expect(checkMathml(parseXml(toMathml(part)))).toBeLessThan(300);
          expectBalanced(toLatex(part));
        }
      }),
      { seed, numRuns: 400 },
    );
  });

  it("has a notation for every registered op", () => {
    const missing = ops
      .map((op) => op.name)
      .filter((name) => !algebraicOps.has(name) && !(name in opNotations));
    expect(missing).toEqual([]);
    const unknown = [...algebraicOps, ...Object.keys(opNotations)].filter(
      (name) => !ops.some((op) => op.name === name),
    );
    expect(unknown).toEqual([]);
  });
});

describe("long formulas", () => {
  const graph = new Graph();
  const x = input(graph, "coordinate", "x", 0);
  const y = input(graph, "coordinate", "y", 1);

  it("name large parts that occur again and again", () => {
    const part = add(add(sin(mul(x, y)), cos(add(x, integerPower(y, 3)))), sqrt(add(x, 7)));
    const output = add(div(exp(part), sin(part)), mul(integerPower(part, 2), cos(mul(x, part))));
    const { tree, where } = fromGraph(output, new Set(["u"]));
    expect(where.map(toLatex)).toEqual(["v = \\sin(x y) + \\cos(y^{3} + x) + \\sqrt{x + 7}"]);
    expect(toLatex(tree)).toBe("v^{2} \\cos(x v) + \\frac{e^{v}}{\\sin(v)}");
  });

  it("leave parts that occur twice, and small ones, where they are", () => {
    const part = add(sin(mul(x, y)), cos(add(x, integerPower(y, 3))));
    expect(fromGraph(add(exp(part), sin(part))).where).toEqual([]);
    const small = add(x, y);
    expect(fromGraph(add(add(exp(small), sin(small)), cos(small))).where).toEqual([]);
  });

  it("say how many terms are left out", () => {
    let output = x;
    for (let i = 1; i < 2000; i++) output = add(output, sin(mul(i, y)));
    const { tree } = fromGraph(output);
    expect(tokensOf(tree)).toBeLessThanOrEqual(limits.formulaTokens);
    expect(toLatex(tree)).toMatch(/\\dots\s*\\text\{ \(\d+ more terms\)\}$/);
    const shown = tree.kind === "sum" ? tree.terms.length - 1 : 0;
    expect(toLatex(tree)).toContain(`(${2000 - shown} more terms)`);
  });

  it("stay short, shallow and quick whatever the graph", () => {
    const graphs: readonly Node[] = [
      repeat(8000, x, (s) => sin(s)),
      repeat(2000, x, (s) => add(sin(s), mul(s, cos(s)))),
      repeat(3000, x, (s, i) => mul(s, sin(mul(i + 1, y)))),
      repeat(500, x, (s) => div(y, add(s, 1))),
      repeat(900, x, (s) => exp(mul(s, y))),
      stack(
        graph,
        Array.from({ length: 900 }, (_, i) => mul(i, x)),
      ),
    ];
    for (const output of graphs) {
      const worked = workTime();
      const { tree, where } = fromGraph(output);
      const mathml = [tree, ...where].map((part) => toMathml(part));
      expect(worked()).toBeLessThan(10_000);
      expect(tokensOf(tree) + where.reduce((total, part) => total + tokensOf(part), 0)).toBeLessThanOrEqual(
        limits.formulaTokens,
      );
      for (const part of mathml) expect(checkMathml(parseXml(part))).toBeLessThan(300);
    }
  });

  it("do not count what is too large to count", () => {
    const doubled = repeat(2000, x, (s) => add(mul(s, sin(s)), exp(s)));
    expect(() => toMathml(fromGraph(doubled).tree)).not.toThrow();
    expect(toLatex(fromGraph(constant(graph, Number.NaN)).tree)).toBe("\\mathrm{NaN}");
    expect(toLatex(fromGraph(constant(graph, Number.NEGATIVE_INFINITY)).tree)).toBe("-\\infty");
  });
});

function repeat(times: number, start: Node, step: (node: Node, time: number) => Node): Node {
  let node = start;
  for (let time = 0; time < times; time++) node = step(node, time);
  return node;
}

function expectBalanced(latex: string): void {
  expect(latex.split("{").length).toBe(latex.split("}").length);
  expect(latex.split("\\left").length).toBe(latex.split("\\right").length);
  expect(latex.split("\\begin").length).toBe(latex.split("\\end").length);
}
