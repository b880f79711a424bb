import { describe, expect, it } from "vitest";
import { pythonTargets } from "../engine/codegen/python/expression.ts";
import {
  type ProbeChoice,
  printDivergenceProgram,
  printedField,
  printMethodProgram,
} from "../engine/codegen/python/index.ts";
import { printableFields } from "../engine/codegen/python/testing/fields.ts";
import { bindingsOf, createEvaluator, createFieldEvaluator } from "../engine/divergence/evaluator.ts";
import { exactMethods, type Method, methods, stochasticMethods } from "../engine/divergence/method.ts";
import { probeComplaint } from "../engine/divergence/probe-needs.ts";
import type { Node } from "../engine/graph/node.ts";
import type { Field, Program } from "../engine/language/program.ts";
import { mul, sin } from "../engine/ops/index.ts";
import { probeDistributions } from "../engine/random/distributions.ts";
import { programOf } from "../engine/testing/fields.ts";
import { soundProgram } from "../engine/testing/language.ts";
import { between, seededRandom } from "../engine/testing/random.ts";
import { type Call, callPrograms, compilePrograms, hasPython, libraries } from "./testing/python.ts";

const seed = 4242;
const random = seededRandom(seed);
const time = 0.6;
const usual: ProbeChoice = { probes: 7, distribution: "rademacher", seed: 3 };

interface Expected {
  readonly call: Call;
  readonly source: string;
  readonly values: readonly (readonly number[])[];
  readonly divergence: readonly number[];
}

function subject(source: string): { program: Program; field: Field } {
  const program = soundProgram(source);
  const field = program.fields.find(({ name }) => name === "F");
  if (!field) throw new Error(`no field F in ${source}`);
  return { program, field };
}

/** What a printed program has to give at two points, sliders and time away from their defaults. */
function expected(source: string, method: Method, choice: ProbeChoice, target: Call["target"]): Expected {
  const { program, field } = subject(source);
  const n = field.dimension;
  const points = [0, 1].map(() => Array.from({ length: n }, () => between(random, 0.1, 0.9)));
  const bindings = bindingsOf(program, time);
  const printed = printedField(program, field);
  const keywords: Record<string, number> = {};
  for (const { name, value } of printed.keywords) keywords[name] = name === "t" ? time : value;
  const flat = Float64Array.from(points.flat());
  const values = createFieldEvaluator(program, field).components(flat, bindings);
  const { seed: own, ...rest } = choice;
  const options = { ...rest, method, seed: own, layout: "jax", keys: "shared" } as const;
  const { values: divergence } = createEvaluator(program, field, options).evaluate(flat, bindings);
  return {
    call: {
      program: printMethodProgram(printed, method, choice, target),
      functions: ["F", "div_F"],
      points,
      keywords,
      target,
    },
    source,
    values: points.map((_, i) => [...values.subarray(i * n, (i + 1) * n)]),
    divergence: [...divergence],
  };
}

/** The largest difference relative to the largest value there is. */
function difference(found: readonly (number | null)[], wanted: readonly number[]): number {
  const scale = Math.max(1, ...wanted.map(Math.abs));
  return Math.max(
    ...wanted.map((value, i) => {
      const other = found[i];
      if (other === null || other === undefined) return Number.isNaN(value) ? 0 : Number.POSITIVE_INFINITY;
      return Object.is(other, value) ? 0 : Math.abs(other - value) / scale;
    }),
  );
}

function compare(all: readonly Expected[], bound: number): void {
  const results = callPrograms(all.map(({ call }) => call));
  const wrong = all.flatMap(({ source, values, divergence, call }, at) => {
    const [rows, traces] = results[at] as [number[][], number[]];
    const errors = [
      ...values.map((row, i) => difference(rows[i] ?? [], row)),
      difference(traces, divergence),
    ];
    return errors.some((error) => !(error <= bound)) ? [`${source}\n${errors}\n${call.program}`] : [];
  });
  expect(wrong.join("\n\n")).toBe("");
}

describe.each(libraries)(`programs for %s (seed ${seed})`, (target) => {
  it.each(exactMethods)(
    "give F and div F, by %s, as the kernels do",
    (method) => {
      // Where the derivative is the library's own, one route shows that all is printed as it should be.
      const some = target !== "numpy" && method !== "jacobian-forward";
      const sources = printableFields.filter((_, position) => !some || position % 4 === 0);
      compare(
        sources.map((source) => expected(source, method, usual, target)),
        1e-12,
      );
    },
    300_000,
  );

  it("estimate with the probes that the engine draws", () => {
    const source =
      "W = randn(9, 9, seed=1)\nb = randn(6, 6, seed=2)\nc = 1.5\nF(x: R^6) = sin(c b @ x) + x * roll(x, 1)";
    const all = stochasticMethods.flatMap((method) =>
      probeDistributions
        .filter((distribution) => probeComplaint(method, 13, distribution) === null)
        // JAX and PyTorch take seconds for each; the methods and the draws do not know of one another.
        .filter((distribution) => target === "numpy" || method === "hutchinson" || distribution === "sphere")
        .map((distribution) => expected(source, method, { probes: 13, distribution, seed: 11 }, target)),
    );
    compare(all, 1e-9);
  }, 300_000);

  it("differ by their step where that is the method", () => {
    const all = printableFields
      .slice(0, 6)
      .map((source) => expected(source, "finite-difference", usual, target));
    compare(all, 1e-9);
  });

  it("take a divergence that is known as a graph, with its constant parts made once", () => {
    const program = soundProgram(
      "W1 = randn(64, 10, seed=1) / sqrt(10)\nW2 = randn(10, 64, seed=2) / 8\n" +
        "F(x: R^10) = W2 @ tanh(W1 @ x)\nd(x: R^10) = dot(diag(W1 @ W2), 1 - tanh(W1 @ x)^2)",
    );
    const field = program.fields[0] as Field;
    const divergence = program.functions.find(({ name }) => name === "d")?.output as Node;
    const text = printDivergenceProgram({ ...printedField(program, field), divergence }, target);
    const constants = text.slice(0, text.indexOf("def F("));
    expect(constants).toMatch(/^\w+ = \w+\.diagonal\(W1 @ W2\)$/m);
    expect(text.slice(text.indexOf("def F("))).not.toContain("W1 @ W2");
    const points = [[0.3, 0.7, -0.2, 0.1, 0.9, 0.4, -0.6, 0.8, 0.5, -0.1]];
    const [[values]] = callPrograms([{ program: text, functions: ["div_F"], points, target }]) as [
      [number[]],
    ];
    const evaluator = createEvaluator(program, field, { method: "jacobian-forward" });
    const wanted = evaluator.evaluate(Float64Array.from(points.flat()), bindingsOf(program)).values;
    expect(difference(values ?? [], [...wanted])).toBeLessThan(1e-12);
  });
});

describe.runIf(hasPython)("printed programs", () => {
  it("are read by Python, whatever the method", () => {
    compilePrograms(
      printableFields.flatMap((source) => {
        const { program, field } = subject(source);
        const printed = printedField(program, field);
        return pythonTargets.flatMap((target) =>
          methods.map((method) =>
            printMethodProgram(printed, method, { ...usual, distribution: "sphere" }, target),
          ),
        );
      }),
    );
  });

  it("are read by Python, whatever the names", () => {
    const names =
      "lambda class match None print jnp np torch F normal x x_ __name__ größe Δv 変数 𝑥 ﬁ fi ς 0a".split(
        " ",
      );
    compilePrograms(
      names.flatMap((name, i) => {
        const others = [name, names[(i + 1) % names.length] as string];
        const { program, field } = programOf(
          others,
          ({ coordinates: [x, y], parameters: [a] }) => [
            mul(a as Node, sin(x as Node)),
            mul(x as Node, y as Node),
          ],
          [[name, 2]],
        );
        const printed = printedField(program, { ...field, name });
        return pythonTargets.map((target) => printMethodProgram(printed, "jacobian-forward", usual, target));
      }),
    );
  });
});
