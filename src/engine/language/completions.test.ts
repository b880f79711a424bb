import { describe, expect, it, test } from "vitest";
import { elementwiseFunctions } from "../ops/index.ts";
import { builtins } from "./builtins.ts";
import { checkSource } from "./check.ts";
import { builtinCompletions, completionsAt, signatureAt } from "./completions.ts";

/** The program of a text and the place of `‹` in it. */
function at(marked: string): [ReturnType<typeof checkSource>, number] {
  return [checkSource(marked.replace("‹", "")), marked.indexOf("‹")];
}

const source = "a = 2\nφ(x, y) = x\nF(x, y) = (u, y) where u = h(x), h(w) = a w";

describe("completions", () => {
  it("begin with what is nearest", () => {
    const labels = completionsAt(checkSource(source), source.indexOf("(u, y)") + 1).map(({ label }) => label);
    expect(labels.slice(0, 7)).toEqual(["x", "y", "u", "h", "a", "φ", "F"]);
    expect(labels).toContain("sin");
    expect(labels).toContain("where");
    expect(new Set(labels).size).toBe(labels.length);
  });

  it("know the arguments of helpers, and leave out those of other definitions", () => {
    const inHelper = completionsAt(checkSource(source), source.length).filter(
      ({ kind }) => kind === "argument",
    );
    expect(inHelper.map(({ label }) => label)).toEqual(["w", "x", "y"]);
    const inSlider = completionsAt(checkSource(source), 5).filter(({ kind }) => kind === "argument");
    expect(inSlider).toEqual([]);
  });

  it("say what each name is", () => {
    const found = new Map(
      completionsAt(checkSource(source), 0).map((completion) => [completion.label, completion]),
    );
    expect([...found.values()].filter(({ label }) => /^(a|φ|F|div|atan2|pi|in)$/.test(label))).toEqual([
      { label: "a", kind: "slider", signature: "a", description: "slider, 2" },
      { label: "φ", kind: "function", signature: "φ(x, y)", description: "function, gives 1 number" },
      { label: "F", kind: "field", signature: "F(x, y)", description: "field, gives 2 numbers" },
      expect.objectContaining({ label: "atan2", kind: "function", signature: "atan2(y, x)" }),
      expect.objectContaining({ label: "div", kind: "operator", signature: "div(F)" }),
      expect.objectContaining({ label: "pi", kind: "constant" }),
      expect.objectContaining({ label: "in", kind: "word" }),
    ]);
  });

  it("are there in a text that is being typed", () => {
    const [program, position] = at("speed = 2\nF(x, y) = (sp‹");
    expect(
      completionsAt(program, position)
        .map(({ label }) => label)
        .slice(0, 4),
    ).toEqual(["x", "y", "speed", "F"]);
  });

  it("hold every function that can be called, once, with a line about it", () => {
    const labels = builtinCompletions.map(({ label }) => label);
    for (const name of elementwiseFunctions.keys()) expect(labels).toContain(name);
    for (const name of builtins.keys()) expect(labels).toContain(name);
    for (const { description } of builtinCompletions) expect(description).toMatch(/^.{3,80}$/);
    // `step` is a function and a word.
    expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual(["step"]);
  });
});

describe("signature help", () => {
  test.each([
    ["F(x, y) = (smoothstep(‹", "smoothstep(edge0, edge1, x)", 0],
    ["F(x, y) = (smoothstep(0, (1, 2)[0], ‹x), y)", "smoothstep(edge0, edge1, x)", 2],
    ["F(x, y) = (atan2(sin(y), ‹x), y)", "atan2(y, x)", 1],
    ["F(x, y) = (atan2(sin(y‹), x), y)", "sin(x)", 0],
    ["h(p, q) = p q\nF(x, y) = (h(x, ‹", "h(p, q)", 1],
    ["d = div(‹", "div(F)", 0],
  ])("%s", (marked, signature, argument) => {
    expect(signatureAt(...at(marked))).toEqual(expect.objectContaining({ signature, argument }));
  });

  test.each(["F(x, y) = (‹x, y)", "a = 2‹", "a = pi(‹", "a = [1, ‹", "a = f(1) ‹"])(
    "is silent in %s",
    (marked) => {
      expect(signatureAt(...at(marked))).toBeNull();
    },
  );
});
