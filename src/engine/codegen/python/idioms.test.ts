import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactMethods, methods } from "../../divergence/method.ts";
import type { Field } from "../../language/program.ts";
import { LimitError } from "../../limits.ts";
import { mul, ops, sin } from "../../ops/index.ts";
import { programOf } from "../../testing/fields.ts";
import { soundProgram } from "../../testing/language.ts";
import { elementwiseIdioms } from "./elementwise.ts";
import { atom, pythonTargets } from "./expression.ts";
import { printedField, printFieldProgram, printMethodProgram } from "./index.ts";
import { identifier } from "./names.ts";
import { structuralIdioms } from "./structural.ts";
import { printableFields } from "./testing/fields.ts";

const choice = { probes: 4, distribution: "sphere", seed: 1 } as const;

function programsOf(source: string): string[] {
  const program = soundProgram(source);
  const field = program.fields.find(({ name }) => name === "F") as Field;
  const printed = printedField(program, field);
  return pythonTargets.flatMap((target) => [
    printFieldProgram(printed, target),
    ...methods.map((method) => printMethodProgram(printed, method, choice, target)),
  ]);
}

describe("idioms", () => {
  it("there is one for every op and target", () => {
    const unwritten = ops.filter(({ name, elementwise }) =>
      // Parts of complex numbers are printed as the real arithmetic that they are.
      name === "constant" || name === "input" || name === "complex-part"
        ? false
        : !(elementwise ? elementwiseIdioms : structuralIdioms)[name],
    );
    expect(unwritten.map(({ name }) => name)).toEqual([]);
    for (const { name, elementwise } of ops) {
      if (!elementwise) continue;
      for (const target of pythonTargets) {
        for (const attribute of elementwise.conformance.attributes ?? [null]) {
          const args = Array.from({ length: elementwise.arity }, (_, i) => atom(`v${i}`));
          const setting = { target, attribute, need: (helper: string) => helper };
          const text = elementwiseIdioms[name]?.write(args, setting).text ?? "";
          for (const { text: arg } of args) expect(text).toContain(arg);
          expect(text).not.toMatch(/undefined|null/);
        }
      }
    }
  });

  it("the fields of the tests have every op among them", () => {
    const used = new Set<string>();
    for (const source of printableFields) {
      const { fields } = soundProgram(source);
      const pending = fields.map(({ asWritten }) => asWritten.output);
      for (let node = pending.pop(); node; node = pending.pop()) {
        used.add(node.op.name);
        pending.push(...node.inputs);
      }
    }
    expect(ops.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });

  it("brackets stand where Python needs them", () => {
    const text = (body: string) => programsOf(`F(x, y) = ${body}`)[0] ?? "";
    expect(text("((x - y) - (y - x), x)")).toContain("[x - y - (y - x), x]");
    expect(text("((-x)^2 y, (-2)^x)")).toContain("[y * x**2, (-2)**x]");
    expect(text("(-(x^3), (x y)^3 / (y / x))")).toContain("[-x**3, (x * y)**3 / (y / x)]");
    expect(text("(x^(y^2), (x^y)^y)")).toContain("[x**y**2, (x**y)**y]");
    expect(text("(x if(x == (y < x), 1, 2), y)")).not.toMatch(/== \w+ </);
  });

  it("network layers are what people write", () => {
    const source =
      "W = randn(64, 10, seed=1) / sqrt(10)\nV = randn(10, 64, seed=2)\nF(x: R^10) = V @ relu(W @ x)";
    const [jax, pytorch, numpy] = pythonTargets.map((target) => {
      const program = soundProgram(source);
      return printFieldProgram(printedField(program, program.fields[0] as Field), target);
    });
    expect(jax).toContain("W = normal(jax.random.PRNGKey(1), (64, 10)) / 3.1622776601683795\n");
    expect(jax).toContain("return V @ jax.nn.relu(W @ x)\n");
    expect(pytorch).toContain("return V @ torch.relu(W @ x)\n");
    expect(numpy).toContain("return V @ np.maximum(W @ x, 0.0)\n");
    for (const text of [jax, pytorch, numpy]) expect(text?.length).toBeLessThan(2500);
  });
});

const frame = new Set(
  `
  False None True and as def else for from if import in lambda not or return while
  abs enumerate float int len max min range sum zip print
  jax jnp torch np math statistics numpy __name__ __main__
`
    .trim()
    .split(/\s+/),
);

/** The identifiers of a program outside of texts and comments, without what follows a point. */
function wordsOf(program: string): string[] {
  const bare = program.replace(/"""[\s\S]*?"""|"[^"\n]*"|#.*/g, " ");
  expect(bare).toMatch(/^[\x20-\x7e\n]*$/);
  return [...bare.matchAll(/(?<![\w.])[A-Za-z_]\w*/g)].map(([word]) => word);
}

/** Names that the program itself gives before it uses them: statements, arguments, and variables of loops. */
function definedIn(program: string): Set<string> {
  const names = new Set<string>();
  const add = (list: string | undefined) => {
    for (const name of list?.matchAll(/[A-Za-z_]\w*/g) ?? []) names.add(name[0]);
  };
  for (const [, list] of program.matchAll(/^\s*([\w, ]+?) = /gm)) add(list);
  for (const [, name, list] of program.matchAll(/^def (\w+)\((.*)\):$/gm))
    add(`${name}, ${list?.replace(/=[^,]*/g, "")}`);
  for (const [, list] of program.matchAll(/\bfor ([\w, ]+) in\b/g)) add(list);
  for (const [, list] of program.matchAll(/\blambda ([\w, ]+):/g)) add(list);
  return names;
}

/** Arguments that the libraries' functions take by name. */
const keywords = new Set(
  "approximate threshold otypes axis keepdims full_matrices kind dtype seed probes step".split(" "),
);

function strangersIn(program: string): string[] {
  const known = definedIn(program);
  return wordsOf(program).filter((word) => !known.has(word) && !frame.has(word) && !keywords.has(word));
}

const anyName = fc.oneof(
  fc.constantFrom(
    ..."lambda def class None True jnp np jax torch math print sum F div_F p x t1 c1 W at1 normal split key __name__ __import__".split(
      " ",
    ),
    ..."größe Δv 変数 𝑥 ﬁ fi λ ς x̂ _ __ 0a".split(" "),
    'x"""',
    "a\nimport os",
    "x); os.system(1); (",
    "# a",
    "a b",
    "",
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
);

describe("printed programs", () => {
  it("are made of their own names and of the libraries' alone", () => {
    for (const source of printableFields)
      for (const program of programsOf(source)) expect(strangersIn(program), program).toEqual([]);
  });

  it("take any names of fields, arguments and sliders", () => {
    fc.assert(
      fc.property(
        fc.array(anyName, { minLength: 2, maxLength: 4 }),
        anyName,
        anyName,
        fc.constantFrom(...pythonTargets),
        (coordinates, slider, name, target) => {
          const { program, field } = programOf(
            coordinates,
            ({ coordinates: nodes, parameters: [a] }) =>
              nodes.map((node, i) =>
                mul(
                  a as (typeof nodes)[0],
                  sin(mul(node, nodes[(i + 1) % nodes.length] as (typeof nodes)[0])),
                ),
              ),
            [[slider, 2]],
          );
          const text = printMethodProgram(
            printedField(program, { ...field, name }),
            "jacobian-forward",
            choice,
            target,
          );
          expect(strangersIn(text)).toEqual([]);
        },
      ),
      { seed: 99, numRuns: 150 },
    );
  });

  it("become too large in a sentence", () => {
    const wide = soundProgram(
      `${["A", "B", "C"]
        .map((name, k) => `${name} = [[sin(i j + ${k}) for j in 0..93] for i in 0..93]\n`)
        .join("")}F(x: R^94) = A @ tanh(B @ tanh(C @ x))`,
    );
    const printed = printedField(wide, wide.fields[0] as Field);
    expect(() => printFieldProgram(printed, "jax")).toThrow(LimitError);
    expect(() => printFieldProgram(printed, "jax")).toThrow(
      /^too large: \d+ passes the limit of \d+ \(programLength\)$/,
    );
  });

  it("say by which method, and name the sliders as keywords", () => {
    const program = soundProgram("a = 1.5\nb = 2\nF(x: R^3) = a x * x\nG(x, y) = (b x, t)");
    const [F, G] = program.fields.map((field) => printedField(program, field));
    for (const target of pythonTargets) {
      for (const method of exactMethods)
        expect(printMethodProgram(F as never, method, choice, target)).toContain("def div_F(x, a=1.5):");
      expect(printMethodProgram(G as never, "hutchinson", choice, target)).toContain(
        "def div_G(p, b=2.0, t=0.0, seed=1, probes=4):",
      );
    }
  });

  it("identifiers are plain and never empty", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(identifier(name)).toMatch(/^(?!__)[A-Za-z_]\w*$/);
      }),
      { seed: 7 },
    );
    expect(["φ", "Δv", "größe", "x_1"].map(identifier)).toEqual(["phi", "Deltav", "grosse", "x_1"]);
  });
});
