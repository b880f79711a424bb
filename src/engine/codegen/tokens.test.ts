import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jvp } from "../autodiff/jvp.ts";
import { bindingOf } from "../divergence/evaluator.ts";
import { divergenceNode, jacobianNodes } from "../divergence/exact.ts";
import { exactMethods } from "../divergence/method.ts";
import type { Node } from "../graph/node.ts";
import { checkSource } from "../language/check.ts";
import type { Field, Program } from "../language/program.ts";
import { elementwiseFunctions, index, input, mul, sum, sumOf } from "../ops/index.ts";
import * as values from "../ops/values.ts";
import { randomArrayProgram } from "../testing/arrays.ts";
import { expressionNode, expressionText, randomExpression } from "../testing/expressions.ts";
import { programOf } from "../testing/fields.ts";
import { seededRandom } from "../testing/random.ts";
import { printGlsl } from "./glsl.ts";
import { glslLibrary } from "./glsl-library.ts";
import { printPointKernel, printProbeKernel, printProbeSumKernel } from "./kernel.ts";

const seed = 31337;

/** Everything the frame of a kernel is made of. */
const javascriptFrame = words(`
  function kernel count points parameters time out probes probeEntries stride
  for let const if i at to j total first shifted squares value NaN Infinity
  k r q u f o a e x y
`);
/** Functions of ops/values.ts that ops may name, and the ones of Math that are pinned to the bit. */
const javascriptFunctions = words(`
  sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh exp expm1 log log1p log2 log10 cbrt pow hypot
  erf erfc sechSquared sinc sigmoid softplus square signOf roundHalfEven floorModulo smallerOf largerOf
`);
const mathFunctions = words("sqrt abs floor ceil");

const glslFrame = words(`
  uniform float vec2 vec3 vec4 int return if for bool u_parameters u_time p x y z w
  divergence field jacobian
`);
const glslFunctions = words(`
  sin cos tan exp log exp2 log2 pow sqrt abs floor ceil roundEven min max mod length uintBitsToFloat
`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

const token =
  /\s+|([\p{L}_$][\p{L}\p{N}_$]*)|(\d[\d.]*(?:e[+-]?\d+)?u?)|0x[\da-f]+u|([-+*/%<>=!&|?:;,(){}[\].]+)/uy;

/** The words of a text; throws at a character that belongs to no token. */
function wordsOf(text: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new Error(`no token: ${text.slice(at, at + 40)}`);
    if (match[1]) found.push(match[1]);
  }
  return found;
}

/** The words of a kernel's text that are not allowed there. */
function strangersInJavascript(text: string): string[] {
  const members = [...text.matchAll(/(\w*)\s*\.\s*([\p{L}_$][\p{L}\p{N}_$]*)/gu)].filter(
    ([, owner, name]) => !(owner === "Math" && mathFunctions.has(name as string)),
  );
  const bare = wordsOf(text.replace(/Math\.(sqrt|abs|floor|ceil)\b/g, "0")).filter(
    (word) => !javascriptFrame.has(word) && !javascriptFunctions.has(word) && !/^[xptzvbcgms]\d+$/.test(word),
  );
  return [...members.map(([whole]) => whole), ...bare];
}

/** The words of a shader's functions that are not allowed there; the fixed library before them is taken as it is. */
function strangersInGlsl(text: string): string[] {
  let own = text;
  for (const library of glslLibrary.values()) own = own.replace(`${library}\n`, "");
  return wordsOf(own).filter(
    (word) =>
      !glslFrame.has(word) && !glslFunctions.has(word) && !glslLibrary.has(word) && !/^v\d+$/.test(word),
  );
}

const hostile = [
  "constructor",
  "__proto__",
  "prototype",
  "alert",
  "eval",
  "Function",
  "globalThis",
  "process",
  "require",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "arguments",
  "this",
  "main",
  "gl_Position",
  "discard",
  "x0",
  "v0",
  "dd_nan",
  "u_time",
  "library",
  "größe",
  "Δv",
  "変数",
  "𝑥",
  "ﬁ",
];

/** Names that a person could type, or that slip through some other door. */
const anyName = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    "x); alert(1); (",
    "*/ alert(1) /*",
    "a\n}\nvoid main() {",
    "`+alert(1)+`",
    "\u2028",
    "x//",
  ),
);

const unaryFunctions = [...elementwiseFunctions]
  .filter(([, { minArity }]) => minArity === 1)
  .map(([name]) => name);

/** A random formula, once the names in it are known. */
const formula = fc
  .nat()
  .map(
    (drawn) => (names: readonly string[]) => randomExpression(seededRandom(drawn), names, unaryFunctions, 4),
  );

/** The words that ought not to be there in all that is printed for a field. */
function strangers(program: Program, field: Field): string[] {
  const binding = bindingOf(program, field);
  const probes = field.inputs.map((_, i) => input(program.graph, "probe", hostile[i] as string, i));
  const [moved] = jvp([field.output], field.inputs, probes);
  const form = sumOf(
    program.graph,
    probes.map((probe, i) => (moved ? mul(probe, index(moved, i)) : null)),
  );
  const divergences = exactMethods.map((method) => divergenceNode(field, method));
  const jacobian = jacobianNodes(field).flat();
  const shader = printGlsl(
    [
      { name: "divergence", outputs: divergences.slice(0, 1) },
      { name: "field", outputs: [field.output] },
      { name: "jacobian", outputs: jacobian },
    ],
    binding,
  );
  return [
    ...strangersInJavascript(printPointKernel([field.output, ...divergences, ...jacobian], binding)),
    ...strangersInJavascript(printProbeKernel(form, { ...binding, probes })),
    ...strangersInGlsl(shader),
  ];
}

describe(`emitted text (seed ${seed})`, () => {
  it("is searched by a check that finds what was planted", () => {
    expect(strangersInJavascript("const v0 = alert(x0);")).toEqual(["alert"]);
    expect(strangersInJavascript("const v0 = x0.constructor;")).toContain("x0.constructor");
    expect(strangersInJavascript("const v0 = Math.random();")).toContain("Math.random");
    expect(strangersInJavascript("library[0]; größe")).toEqual(["library", "größe"]);
    expect(() => strangersInJavascript("`text`")).toThrow();
    expect(() => strangersInJavascript('"text"')).toThrow();
    expect(strangersInGlsl("float v0 = texture(u_map, p.xy);")).toEqual(["texture", "u_map", "xy"]);
  });

  it("is made of our own tokens, whatever inputs are called and whatever the numbers are", () => {
    fc.assert(
      fc.property(
        fc.tuple(anyName, anyName),
        fc.array(fc.tuple(anyName, fc.double()), { maxLength: 3 }),
        fc.tuple(formula, formula),
        fc.double(),
        (coordinateNames, sliders, formulas, number) => {
          const { program, field } = programOf(
            coordinateNames,
            ({ graph, coordinates, parameters, time }) => {
              const names = ["a", "b", "t", ...sliders.map((_, i) => `s${i}`)];
              const nodes = [...coordinates, time, ...parameters];
              const named = new Map(names.map((name, i) => [name, nodes[i] as Node]));
              return formulas.map((draw) => mul(number, expressionNode(draw(names), graph, named)));
            },
            sliders,
          );
          expect(strangers(program, field)).toEqual([]);
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it("is made of our own tokens for sources full of hostile names", () => {
    let fields = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...hostile, "x", "y", "k"), { minLength: 4, maxLength: 4 }),
        fc.tuple(formula, formula),
        ([field, first, second, slider], formulas) => {
          const bodies = formulas.map((draw) => expressionText(draw([first, second, slider] as string[])));
          const program = checkSource(
            `${slider} = 1.5\n${field}(${first}, ${second}) = (${bodies.join(", ")})`,
          );
          for (const own of program.fields) {
            fields++;
            expect(strangers(program, own)).toEqual([]);
          }
        },
      ),
      { seed, numRuns: 300 },
    );
    expect(fields).toBeGreaterThan(100);
  });

  it("is made of our own tokens in the loops of programs over arrays", () => {
    let [loops, products] = [0, 0];
    for (let k = 0; k < 200; k++) {
      const program = randomArrayProgram(seededRandom(seed + k), 20);
      const total = sumOf(program.graph, program.nodes.map(sum));
      const moving = [...program.coordinates, ...program.probes];
      const texts = [
        printPointKernel(program.nodes, { ...program, coordinates: moving, probes: [] }),
        printProbeKernel(total, program),
        printProbeSumKernel(total, program),
      ];
      for (const text of texts) {
        expect(strangersInJavascript(text), `seed ${seed + k}`).toEqual([]);
        if (text.includes("for (let k")) loops++;
        if (text.includes("function m0")) products++;
      }
    }
    expect(loops).toBeGreaterThan(400);
    expect(products).toBeGreaterThan(100);
  });

  it("calls only functions that the kernels' library has", () => {
    for (const name of javascriptFunctions) expect(values, name).toHaveProperty(name);
  });
});
