import { expect, it } from "vitest";
import { checkTexts } from "../../engine/language/check.ts";
import { namesDefined, renamedSource } from "./renamed.ts";

const sources = [
  "a = 1.2 in [-3, 3]  # how F turns\nF(x, y) = (sin(a x) + y,\n           cos(y) - a x)",
  "W1 = randn(4, 2, seed=1)\nW2 = randn(2, 4, seed=2)\nN(x: R^2) = W2 @ tanh(W1 @ x)",
  "begun(x, y) = 0.05\n  + exp(-x^2/2 - y^2/(2w^2))\n  where w = 0.25\nF(x, y) = begun(x, y) (x, y)",
  "k = 2 in [0, 5]\nψ(x, y) = x^2 y + k\nF = grad(ψ)",
];

it.each(sources)("a second source like %j defines other names, and means the same", (source) => {
  const names = namesDefined(source);
  const copy = renamedSource(source, names, [source]);
  const both = checkTexts([source, copy]);
  expect(both.diagnostics).toEqual([]);
  const once = checkTexts([source]);
  expect(both.fields).toHaveLength(2 * once.fields.length);
  expect(both.parameters).toHaveLength(2 * once.parameters.length);
  // Of a third like it they are others again.
  const third = renamedSource(source, names, [source, copy]);
  expect(checkTexts([source, copy, third]).diagnostics).toEqual([]);
});
