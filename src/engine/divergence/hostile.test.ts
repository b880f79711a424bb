import { describe, expect, it } from "vitest";
import { checkSource } from "../language/check.ts";
import { hostileSources } from "../language/hostile-sources.ts";
import { LimitError } from "../limits.ts";
import { workTime } from "../testing/work-time.ts";
import { createEvaluator } from "./evaluator.ts";
import { planOf } from "./plan.ts";

/** Milliseconds after which a text has hung rather than been slow on a busy machine. */
const hung = 20_000;

/** Texts that are within the bounds of the language and ask much of the plan and of kernels. */
const demanding: Readonly<Record<string, string>> = {
  "a dense layer of a thousand": "W = randn(1000, 1000, seed=1)\nF(x: R^1000) = tanh(W @ x)",
  "two dense layers of 700": "W = randn(700, 700, seed=1)\nF(x: R^700) = W @ tanh(W @ tanh(W @ x))",
  "ten thousand by one": "F(x: R^10000) = x * sum(x^2)",
  "ten thousand in a product": "F(x: R^10000) = x * prod(1 + x / 10000)",
  "ten thousand neighbours": "F(x: R^10000) = roll(x, 1) * x - sin(roll(x, -1))",
  "a comprehension of a thousand": "F(x: R^1000) = [x[i] * x[999 - i] + sin(x[i]) for i in 0..999]",
  "residuals of residuals": `W = randn(30, 30, seed=1) / 9\nf0(x: R^30) = x\n${Array.from({ length: 12 }, (_, i) => `f${i + 1}(x: R^30) = f${i}(x) + tanh(W @ f${i}(x))\n`).join("")}`,
  "derivatives of nets":
    "W = randn(40, 40, seed=1) / 6\nphi(x: R^40) = sum(tanh(W @ x))\nF = grad(phi)\nG(x: R^40) = F(x) * div(F)(x)",
};

/** Plans and compiles the fields of a text, or says why not; whether its last field has a plan. */
function work(source: string): boolean {
  const worked = workTime();
  const program = checkSource(source);
  const { fields } = program;
  let hasPlan = false;
  // The first and the last: later ones stand on those before.
  for (const field of new Set([...fields.slice(0, 1), ...fields.slice(-1)])) {
    hasPlan = false;
    for (const step of [
      () => {
        hasPlan = planOf(field).chosen.applies;
      },
      () => createEvaluator(program, field, { method: "structured" }),
    ]) {
      try {
        step();
      } catch (error) {
        // One clear sentence that names the bound.
        expect(error).toBeInstanceOf(LimitError);
        expect((error as LimitError).message).toMatch(/^too large: \d+ passes the limit of \d+ \(\w+\)$/);
      }
    }
  }
  expect(worked()).toBeLessThan(hung);
  return hasPlan;
}

describe("plans and kernels of texts that ask for too much", () => {
  it.each(Object.entries(hostileSources))("%s", (_name, source) => {
    work(source);
  });

  it.each(Object.entries(demanding))("%s has a plan", (_name, source) => {
    expect(work(source)).toBe(true);
  });
});
