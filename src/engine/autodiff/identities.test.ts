import { describe, expect, it } from "vitest";
import type { Node } from "../graph/node.ts";
import { sizeOf } from "../graph/shape.ts";
import { index } from "../ops/index.ts";
import { expressionText, randomExpression } from "../testing/expressions.ts";
import { folded, judgedValues } from "../testing/judged.ts";
import { soundProgram } from "../testing/language.ts";
import { between, seededRandom } from "../testing/random.ts";
import { sharedFunctions } from "../testing/symbolic.ts";

/** The main seed, and one whose terms cancel while building, down to one constant. */
const seeds = process.env.DELDOT_SEED ? [Number(process.env.DELDOT_SEED)] : [20251102, 17];
const smooth = sharedFunctions.filter((name) => name !== "abs");
const fieldCount = 200;

interface Identity {
  readonly name: string;
  /** Definitions made of f, F and G, in the language; both sides end in the functions `left` and `right`. */
  readonly source: string;
  /** Functions whose values say what counts as small: the terms that cancel. */
  readonly terms: string;
}

const plane: readonly Identity[] = [
  {
    name: "curl grad f = 0",
    source: "left = curl(grad(f))\nright = 0 * f",
    terms: "terms = D(D(f, x), y)",
  },
  {
    name: "div of a field with a stream function = 0",
    source: "S(x, y) = (D(f, y)(x, y), -D(f, x)(x, y))\nleft = div(S)\nright = 0 * f",
    terms: "terms = D(D(f, x), y)",
  },
  {
    name: "div(f G) = grad f · G + f div G",
    source: "left = div(f * G)\nright(x, y) = grad(f)(x, y) @ G(x, y) + f(x, y) * div(G)(x, y)",
    terms: "terms = jacobian(f * G)",
  },
  {
    name: "Laplacian = div grad",
    source: "left = laplacian(f)\nright = div(grad(f))",
    terms: "terms = jacobian(grad(f))",
  },
  {
    name: "curl curl F = grad div F − Laplacian F",
    source: `c = curl(F)
left(x, y) = (D(c, y)(x, y), -D(c, x)(x, y))
right(x, y) = grad(div(F))(x, y) - laplacian(F)(x, y)`,
    terms: "terms = laplacian(F)",
  },
];

const space: readonly Identity[] = [
  {
    name: "div curl F = 0",
    source: "left = div(curl(F))\nright = 0 * f",
    terms: "terms = jacobian(curl(F))",
  },
  {
    name: "curl grad f = 0",
    source: "left = curl(grad(f))\nright = 0 * F",
    terms: "terms = jacobian(grad(f))",
  },
  {
    name: "div(f G) = grad f · G + f div G",
    source:
      "left = div(f * G)\nright(x, y, z) = grad(f)(x, y, z) @ G(x, y, z) + f(x, y, z) * div(G)(x, y, z)",
    terms: "terms = jacobian(f * G)",
  },
  {
    name: "Laplacian = div grad",
    source: "left = laplacian(f)\nright = div(grad(f))",
    terms: "terms = jacobian(grad(f))",
  },
  {
    name: "curl curl F = grad div F − Laplacian F",
    source: "left = curl(curl(F))\nright = grad(div(F)) - laplacian(F)",
    terms: "terms = laplacian(F)",
  },
];

function entriesOf(node: Node): Node[] {
  if (node.shape.length === 0) return [node];
  return Array.from({ length: node.shape[0] as number }, (_, i) => entriesOf(index(node, i))).flat();
}

/** How many entries were compared at points where their rounding leaves them digits, and which were wrong. */
function compare(seed: number, names: readonly string[], identity: Identity) {
  const random = seededRandom(seed);
  const wrong: string[] = [];
  let [compared, fields] = [0, 0];
  for (let n = 0; n < fieldCount; n++) {
    const formula = () => expressionText(randomExpression(random, names, smooth, 3));
    const vector = () => `(${names.map(formula).join(", ")})`;
    const list = names.join(", ");
    const given = `f(${list}) = ${formula()}\nF(${list}) = ${vector()}\nG(${list}) = ${vector()}`;
    const { functions } = soundProgram(`${given}\n${identity.source}\n${identity.terms}`);
    const [left, right, terms] = ["left", "right", "terms"].map((name) => {
      const fn = functions.find((candidate) => candidate.name === name);
      if (!fn) throw new Error(`no ${name}`);
      return fn;
    }) as [(typeof functions)[0], (typeof functions)[0], (typeof functions)[0]];
    const { inputs } = left;
    const [a, b, sizes] = [left, right, terms].map(({ output }) => entriesOf(output)) as [
      Node[],
      Node[],
      Node[],
    ];
    expect(sizeOf(left.output.shape)).toBe(b.length);
    let firm = 0;
    for (let p = 0; p < 4; p++) {
      const point = names.map(() => between(random, -2, 2));
      const judged = judgedValues([...a, ...b, ...sizes], inputs, point);
      const size = Math.max(...judged.slice(a.length + b.length).map(({ value }) => Math.abs(value)));
      a.forEach((_, i) => {
        const [l, r] = [judged[i], judged[a.length + i]] as [(typeof judged)[0], (typeof judged)[0]];
        // Constants that were worked out while building have lost their own: terms of this size may be in them.
        const bound = l.uncertainty + r.uncertainty + folded * size;
        if (!(bound <= 1e-8 * size) || !Number.isFinite(l.value + r.value)) return;
        firm++;
        if (!(Math.abs(l.value - r.value) <= bound))
          wrong.push(`${given}\nat ${point}: entry ${i}: ${l.value} and ${r.value}, ±${bound}`);
      });
    }
    compared += firm;
    if (firm > 0) fields++;
  }
  return { wrong, compared, fields };
}

describe.each(seeds)("vector calculus on generated fields (seed %i)", (seed) => {
  it.each(plane)("in the plane: $name", (identity) => {
    const { wrong, fields } = compare(seed, ["x", "y"], identity);
    expect(wrong).toEqual([]);
    expect(fields).toBeGreaterThan(fieldCount / 3);
  });

  it.each(space)("in space: $name", (identity) => {
    const { wrong, fields } = compare(seed, ["x", "y", "z"], identity);
    expect(wrong).toEqual([]);
    expect(fields).toBeGreaterThan(fieldCount / 3);
  });
});
