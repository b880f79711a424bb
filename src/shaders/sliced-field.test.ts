import { beforeAll, describe, expect, it } from "vitest";
import { bindingsOf } from "../engine/divergence/bindings.ts";
import { divergenceNode } from "../engine/divergence/exact.ts";
import { createFieldEvaluator } from "../engine/divergence/point-evaluator.ts";
import { createStochasticEvaluator } from "../engine/divergence/stochastic-evaluator.ts";
import { evaluate } from "../engine/graph/evaluate.ts";
import type { Node } from "../engine/graph/node.ts";
import { checkSource } from "../engine/language/check.ts";
import type { Field, Program } from "../engine/language/program.ts";
import { index } from "../engine/ops/index.ts";
import { drawProbes } from "../engine/random/index.ts";
import { momentMatrix } from "../engine/random/probes.ts";
import { prngKey } from "../engine/random/threefry.ts";
import { seededRandom } from "../engine/testing/random.ts";
import type { CompiledField } from "./compiled-field.ts";
import { CommandCache } from "./full-screen.ts";
import type { MapSettings } from "./protocol.ts";
import { alignedSlice, type Slice } from "./slice.ts";
import { placesOn } from "./slice-geometry.ts";
import { compileSlices, sliceGraphs } from "./sliced-field.ts";

const seed = 31;

const net = `W1 = randn(64, 10, seed=1) / sqrt(10)
W2 = randn(10, 64, seed=2) / 8
F(x: R^10) = W2 @ tanh(W1 @ x)`;

function fieldOf(source: string): { program: Program; field: Field } {
  const program = checkSource(source);
  const [field] = program.fields;
  if (!field) throw new Error("there is no field");
  return { program, field };
}

/** A field of R^n that mixes its coordinates at random. */
function randomSource(n: number, random: () => number): string {
  const x = Array.from({ length: n }, (_, i) => `x${i}`);
  const pick = () => x[Math.floor(random() * n)];
  const number = () => (4 * random() - 2).toFixed(2);
  const term = () => {
    const forms = [
      `${number()} sin(${pick()} + ${pick()})`,
      `${number()} ${pick()} ${pick()}`,
      `exp(-${pick()}^2) ${pick()}`,
      `a ${pick()}^3`,
    ];
    return forms[Math.floor(random() * forms.length)];
  };
  return `a = 0.5\nF(${x.join(", ")}) = (${x.map(() => `${term()} + ${term()}`).join(", ")})`;
}

function randomSlice(n: number, random: () => number): Slice {
  const vector = () => Array.from({ length: n }, () => Number((2 * random() - 1).toFixed(2)));
  if (random() < 0.5) return { origin: vector(), across: vector(), up: vector() };
  return alignedSlice(n, Math.floor(random() * (n - 1)), n - 1, vector());
}

const map: MapSettings = {
  kind: "estimate",
  quantity: "divergence",
  method: "jacobian-forward",
  probes: 5,
  distribution: "gaussian",
  keys: "shared",
  layout: "jax",
  seed: 3,
  compare: { left: "estimate", right: "exact", divider: 0.5, step: 1e-3 },
  taken: 5,
};
const exactMap: MapSettings = { ...map, kind: "exact" };

/** `quantity(p)` of a map on the slice. */
const glslOf = ({ sliced }: CompiledField, settings: MapSettings = exactMap) => sliced?.glsl(settings) ?? "";

describe("graphs on a slice", () => {
  it(`are those of the field at x(s, t), by the reference evaluator, in R^3 to R^8 (seed ${seed})`, () => {
    const random = seededRandom(seed);
    for (let round = 0; round < 24; round++) {
      const n = 3 + (round % 6);
      const source = randomSource(n, random);
      const { program, field } = fieldOf(source);
      const slice = randomSlice(n, random);
      const graphs = sliceGraphs(program, field, slice);
      const point = [2 * random() - 1, 2 * random() - 1];
      const moment = momentMatrix(prngKey(3), 5, n, "gaussian", "jax");
      const parameters = program.parameters.map(({ node, value }) => [node, Float64Array.of(value)] as const);
      const here = new Map<Node, Float64Array>([
        ...parameters,
        ...graphs.coordinates.map((node, i) => [node, Float64Array.of(point[i] as number)] as const),
        [graphs.origin, Float64Array.from(slice.origin)],
        [graphs.moment, moment],
      ]);
      const place = placesOn(slice, point);
      const there = new Map<Node, Float64Array>([
        ...parameters,
        ...field.inputs.map((node, i) => [node, place.subarray(i, i + 1)] as const),
      ]);
      const last = index(field.output, n - 1);
      const wanted = evaluate([divergenceNode(field, "jacobian-reverse"), last], there);
      const given = evaluate(
        [graphs.quantity("divergence"), graphs.quantity(`component ${n - 1}`), graphs.estimate()],
        here,
      );
      const label = `${source} on ${JSON.stringify(slice)}`;
      expect(given[0]?.[0], label).toBeCloseTo(wanted[0]?.[0] as number, 10);
      expect(given[1]?.[0], label).toBeCloseTo(wanted[1]?.[0] as number, 10);
      const { probes, distribution, layout, keys } = map;
      const settings = { probes, distribution, layout, keys, seed: map.seed };
      const estimator = createStochasticEvaluator(program, field, "hutchinson", settings);
      const estimate = estimator.evaluate(place, bindingsOf(program)).values[0] as number;
      expect(given[2]?.[0], label).toBeCloseTo(estimate, 9);
      // Shaders are compared with float64 by what knows nothing of these graphs.
      const compiled = compileSlices(program, field).on(slice);
      const { values, sizes } = compiled.sliced?.values(
        map,
        bindingsOf(program),
        Float64Array.from(point),
      ) ?? {
        values: [],
        sizes: [],
      };
      expect(values[0], label).toBeCloseTo(estimate, 9);
      expect(sizes[0], label).toBeGreaterThanOrEqual(Math.abs(estimate) - 1e-9);
    }
  });
});

describe("watching probes on a slice", () => {
  it.each(["jax", "jax-legacy"] as const)(
    "takes the first ones of all, in shader and float64 (%s)",
    (layout) => {
      const n = 4;
      const { program, field } = fieldOf(randomSource(n, seededRandom(seed)));
      const compiled = compileSlices(program, field).on(alignedSlice(n, 0, 2, [0, 0.3, 0, -0.2]));
      const [probes, taken] = [9, 4];
      const watched = { ...map, probes, taken, layout };
      const z = drawProbes(prngKey(map.seed), probes, n, "gaussian", layout);
      const wanted = Array.from({ length: n * n }, (_, e) => {
        const at = (j: number, i: number) => z[j * n + i] as number;
        return [0, 1, 2, 3].reduce((sum, j) => sum + at(j, Math.floor(e / n)) * at(j, e % n), 0) / taken;
      });
      // The moments are the last that a shader is told.
      const told = [...compiled.bindings(0, watched).parameters].slice(-n * n);
      for (const [e, entry] of told.entries()) expect(entry).toBeCloseTo(wanted[e] as number, 13);
      expect(compiled.bindings(0, { ...watched, taken: 5 }).parameters).not.toEqual(
        compiled.bindings(0, watched).parameters,
      );
      // Their number compiles no new shader.
      expect(glslOf(compiled, { ...watched, taken: 5 })).toBe(glslOf(compiled, watched));
      const points = Float64Array.of(0.4, -0.7);
      const value = (settings: MapSettings) =>
        compiled.sliced?.values(settings, bindingsOf(program), points).values[0];
      const J = createFieldEvaluator(program, field).evaluate(
        placesOn(alignedSlice(n, 0, 2, [0, 0.3, 0, -0.2]), points),
        bindingsOf(program),
      ).jacobian;
      expect(value(watched)).toBeCloseTo(
        J.reduce((sum, entry, e) => sum + (wanted[e] as number) * entry, 0),
        10,
      );
      // Where splitting a key does not count the probes, of as many it is the very same picture.
      const alone = { ...watched, probes: taken };
      if (layout === "jax") expect(compiled.bindings(0, alone)).toEqual(compiled.bindings(0, watched));
      else expect(compiled.bindings(0, alone)).not.toEqual(compiled.bindings(0, watched));
    },
  );
});

describe("moving a slice", () => {
  let commands: CommandCache;
  let made = 0;
  beforeAll(() => {
    commands = new CommandCache(8);
  });

  it("compiles no new shader: its origin is a parameter, as sliders are", () => {
    const { program, field } = fieldOf(net);
    const slices = compileSlices(program, field);
    const seen = new Set<string>();
    for (const height of [0, 0.1, 0.2, -3]) {
      const compiled = slices.on(alignedSlice(10, 0, 1, [0, 0, height]));
      const { parameters } = compiled.bindings(0);
      seen.add(parameters.join());
      for (const text of [glslOf(compiled), compiled.fieldGlsl()]) {
        commands.get(text, () => {
          made += 1;
          return (() => undefined) as never;
        });
      }
    }
    expect(made).toBe(2);
    expect(seen.size).toBe(4);
    const turned = slices.on(alignedSlice(10, 2, 1));
    expect(glslOf(turned)).not.toBe(glslOf(slices.on(alignedSlice(10))));
  });

  it("keeps the text of loops when only the weights change", () => {
    const texts = [1, 2].map((own) => {
      const { program, field } = fieldOf(`W1 = randn(64, 10, seed=${own})
W2 = randn(64, 64, seed=2)
W3 = randn(10, 64, seed=3)
F(x: R^10) = W3 @ tanh(W2 @ tanh(W1 @ x))`);
      return glslOf(compileSlices(program, field).on(null));
    });
    expect(texts[0]).toContain("texelFetch(u_weights");
    expect(texts[1]).toBe(texts[0]);
  });
});

describe("what a slice cannot show", () => {
  it.each([["F(x: R^200) = x", "exact", /R\^200; the plane shows those on R\^2 up to R\^128/]] as const)(
    "%s is said in a sentence",
    (source, kind, words) => {
      const { program, field } = fieldOf(source);
      expect(() => glslOf(compileSlices(program, field).on(null), { ...map, kind })).toThrow(words);
    },
  );
});
