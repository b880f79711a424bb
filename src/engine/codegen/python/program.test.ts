import { describe, expect, it } from "vitest";
import { bindingsOf, createEvaluator, createFieldEvaluator } from "../../divergence/evaluator.ts";
import { exactMethods, type Method, stochasticMethods } from "../../divergence/method.ts";
import { probeComplaint } from "../../divergence/probe-needs.ts";
import type { Field, Program } from "../../language/program.ts";
import { probeDistributions } from "../../random/distributions.ts";
import { soundProgram } from "../../testing/language.ts";
import { between, seededRandom } from "../../testing/random.ts";
import { type ProbeChoice, printDivergenceProgram, printedField, printMethodProgram } from "./index.ts";
import { printableFields } from "./testing/fields.ts";
import { type Call, callPrograms, libraries } from "./testing/python.ts";

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

async function compare(all: readonly Expected[], bound: number): Promise<void> {
  const results = await callPrograms(all.map(({ call }) => call));
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
    async (method) => {
      // Where the derivative is the library's own, one route shows that all is printed as it should be.
      const some = target !== "numpy" && method !== "jacobian-forward";
      const sources = printableFields.filter((_, position) => !some || position % 4 === 0);
      await compare(
        sources.map((source) => expected(source, method, usual, target)),
        1e-12,
      );
    },
    300_000,
  );

  it("estimate with the probes that the engine draws", async () => {
    const source =
      "W = randn(9, 9, seed=1)\nb = randn(6, 6, seed=2)\nc = 1.5\nF(x: R^6) = sin(c b @ x) + x * roll(x, 1)";
    const all = stochasticMethods.flatMap((method) =>
      probeDistributions
        .filter((distribution) => probeComplaint(method, 13, distribution) === null)
        // JAX and PyTorch take seconds for each; the methods and the draws do not know of one another.
        .filter((distribution) => target === "numpy" || method === "hutchinson" || distribution === "sphere")
        .map((distribution) => expected(source, method, { probes: 13, distribution, seed: 11 }, target)),
    );
    await compare(all, 1e-9);
  }, 300_000);

  it("differ by their step where that is the method", async () => {
    const all = printableFields
      .slice(0, 6)
      .map((source) => expected(source, "finite-difference", usual, target));
    await compare(all, 1e-9);
  });

  it("take a divergence that is known as a graph", async () => {
    const { program, field } = subject("F(x, y) = (x^2 y, sin(x) y)");
    const printed = printedField(program, field);
    const [x, y] = field.inputs;
    expect(printed.inputs).toEqual([x, y]);
    const twice = soundProgram("F(x, y) = (x^2 y, sin(x) y)\nd(x, y) = div(F)(x, y)");
    const own = twice.fields[0] as Field;
    const divergence = twice.functions.find(({ name }) => name === "d")?.output;
    if (!divergence) throw new Error("no divergence");
    const text = printDivergenceProgram({ ...printedField(twice, own), divergence }, target);
    const [[values]] = (await callPrograms([
      { program: text, functions: ["div_F"], points: [[0.3, 0.7]], target },
    ])) as [[number[]]];
    expect(values?.[0]).toBeCloseTo(2 * 0.3 * 0.7 + Math.sin(0.3), 14);
  });
});
