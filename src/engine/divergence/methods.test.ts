import { describe, expect, it } from "vitest";
import { checkSource } from "../language/check.ts";
import type { Field } from "../language/program.ts";
import { probeDistributions } from "../random/distributions.ts";
import { between, seededRandom } from "../testing/random.ts";
import { bindingsOf, createEvaluator, type EvaluatorOptions } from "./evaluator.ts";
import { exactMethods, stochasticMethods } from "./method.ts";

const seed = 81723;

/** Fields of every kind the language can write, of 2 to 40 dimensions. */
const sources: Readonly<Record<string, string>> = {
  planar: "a = 1.5\nF(x, y) = (a sin(x y) + x^2, cos(x) - y^3)",
  "with time and a branch": "F(x, y) = (if(x > 0, x^2 sin(t), x y), max(x, y) + t)",
  "in space, by operators": "phi(x, y, z) = 1/sqrt(1 + x^2 + y^2 + z^2)\nE = -grad(phi)",
  "a divergence inside":
    "G(x, y, z) = (x^2 y, sin(y z), z^3)\nF(x, y, z) = div(G)(x, y, z) * (x, y, z) + curl(G)(x, y, z)",
  comprehension: "P(x: R^4) = [x[i]^i for i in 0..3]",
  "linear in ten dimensions": "theta = eye(10)\nL(x: R^10) = x @ theta",
  net: "W1 = randn(32, 12, seed=1) / 4\nW2 = randn(12, 32, seed=2) / 6\nN(x: R^12) = W2 @ tanh(W1 @ x)",
  "deep net": "W = randn(20, 20, seed=3) / 5\nN(x: R^20) = x + W @ softplus(W @ sin(W @ tanh(W @ x)))",
  slices: "T(x: R^40) = concat([x[0]], (x[2:] - 2 x[1:-1] + x[:-2]) * tanh(x[1:-1]), [x[-1]])",
  "detached and pushed":
    "M = randn(18, 18, seed=4) / 4\nh(x: R^18) = tanh(M @ x)\nH(x: R^18) = x * stop_gradient(h(x)) + jvp(h, x, x) + vjp(h, x, x)",
  "reductions and rolls":
    "R(x: R^24) = roll(x, 3) * norm(x) + reverse(x) * mean(x^2) + max(x) * x - prod(1 + x/50) * cross(x[:3], x[3:6])[0]",
  "of two arguments": "F(x: R^3, y: R^3) = concat(cross(x, y), x * dot(x, y) + sin(y))",
};

function prepared(source: string) {
  const program = checkSource(source);
  expect(program.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const field = program.fields.at(-1) as Field;
  const random = seededRandom(seed);
  const points = Float64Array.from({ length: 3 * field.dimension }, () => between(random, 0.1, 1));
  const bindings = bindingsOf(program, 0.7);
  const values = (options: EvaluatorOptions) =>
    createEvaluator(program, field, options).evaluate(points, bindings);
  return { field, values };
}

describe.each(Object.entries(sources))(
  `every method on a field that is %s (seed ${seed})`,
  (_name, source) => {
    const { field, values } = prepared(source);
    const exact = values({ method: "jacobian-forward" }).values;
    const size = Math.max(1, ...Array.from(exact, Math.abs));

    it.each([...exactMethods, "structured"] as const)("%s agrees", (method) => {
      values({ method }).values.forEach((value, i) => {
        expect(Math.abs(value - (exact[i] as number))).toBeLessThanOrEqual(1e-12 * size);
      });
    });

    // What is held fixed by definition moves under a difference.
    it.skipIf(source.includes("stop_gradient"))(
      "finite differences are near, and their error falls with the square of the step",
      () => {
        const errorAt = (step: number) =>
          Math.max(
            ...Array.from(values({ method: "finite-difference", step }).values, (v, i) =>
              Math.abs(v - (exact[i] as number)),
            ),
          );
        const [coarse, fine] = [errorAt(2e-2), errorAt(2e-3)];
        expect(fine).toBeLessThanOrEqual(1e-3 * size * field.dimension);
        expect(fine).toBeLessThanOrEqual(coarse / 30 + 1e-9 * size);
      },
    );

    it.each(stochasticMethods)(
      "%s is within six standard errors, with every distribution it takes",
      (method) => {
        for (const distribution of probeDistributions) {
          const joint = ["coordinate", "orthogonal", "hadamard"].includes(distribution);
          if (joint && method !== "hutchinson") continue;
          // In few dimensions signs repeat one another, and what XTrace says of its error with them (see xtrace.ts).
          if (method === "xtrace" && distribution === "rademacher" && field.dimension < 10) continue;
          const probes = joint ? Math.ceil(field.dimension / 2) : 240;
          for (const layout of ["jax", "jax-legacy"] as const) {
            const keys = layout === "jax" ? "per-point" : "shared";
            const found = values({ method, probes, distribution, layout, keys, seed });
            found.values.forEach((value, i) => {
              // Few joint probes do not tell their error well; the law does.
              const law = Math.sqrt(found.predictedVariance?.[i] ?? 0);
              const error = joint ? law : (found.standardError?.[i] as number);
              const allowed = 6 * error + 1e-9 * size;
              expect(Math.abs(value - (exact[i] as number)), `${distribution} ${layout}`).toBeLessThanOrEqual(
                allowed,
              );
            });
          }
        }
      },
    );
  },
);
