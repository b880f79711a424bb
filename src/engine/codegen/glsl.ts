import type { Node } from "../graph/node.ts";
import type { Elementwise } from "../graph/op.ts";
import { sizeOf } from "../graph/shape.ts";
import { constantValue, isConstant } from "../ops/constant.ts";
import { glslFunctions } from "./glsl-library.ts";
import { glslNumber, loadText, vectorType } from "./glsl-text.ts";
import { type Known, knownOf } from "./known.ts";
import { type Binding, lower } from "./lower.ts";

/** A function of the shader: `name(vec2 p)` that returns its 1 to 4 scalar outputs. */
export interface GlslFunction {
  readonly name: string;
  readonly outputs: readonly Node[];
}

/**
 * GLSL ES 3.00 text of the functions, with what they call and the uniforms they read:
 * `uniform float u_parameters[K]` and `uniform float u_time`. The argument is a float, vec2, vec3 or vec4 by
 * the number of coordinates. Throws LimitError when a function is longer than shader compilers digest.
 */
export function printGlsl(functions: readonly GlslFunction[], binding: Binding): string {
  return printShader(functions, binding, "", printFunction);
}

/** As printGlsl, each function printed by `print`, which says what it calls; `head` goes before them. */
export function printShader(
  functions: readonly GlslFunction[],
  binding: Binding,
  head: string,
  print: (definition: GlslFunction, binding: Binding, needs: Set<string>) => string,
): string {
  const needs = new Set<string>(["dd_nan", "dd_inf"]);
  const bodies = functions.map((definition) => print(definition, binding, needs)).join("");
  const count = binding.parameters.reduce((total, { shape }) => total + sizeOf(shape), 0);
  const parameters = count > 0 ? `uniform float u_parameters[${count}];\n` : "";
  return `${parameters}uniform float u_time;\n${head}${glslFunctions(needs)}${bodies}`;
}

/** A function as scalar instructions, all written out. */
export function printFunction({ name, outputs }: GlslFunction, binding: Binding, needs: Set<string>): string {
  const program = lower(outputs, binding);
  const dimension = [...program.loads.values()].filter((load) => load.from === "coordinate").length;
  const names = new Map<Node, string>();
  for (const [node, load] of program.loads) names.set(node, loadText(load, dimension));
  const atom = (node: Node) => {
    const value = constantValue(node);
    return value === null ? (names.get(node) as string) : glslNumber(value);
  };
  const divisors = sharedDivisors(program.instructions);
  const reciprocals = new Map<Node, string>();
  const known = knownOf(program);
  let text = "";
  const write = (node: Node, position: number): string => {
    const args = node.inputs.map(atom);
    const [first, second] = node.inputs;
    if (second && divisors.has(second) && node.op.name === "div") {
      const made = reciprocals.get(second);
      if (!made) text += `  float r${position} = 1.0 / ${args[1]};\n`;
      const reciprocal = made ?? `r${position}`;
      reciprocals.set(second, reciprocal);
      return isConstant(first as Node, 1) ? reciprocal : `(${args[0]} * ${reciprocal})`;
    }
    // Quotients of one divisor are added before they are divided; those that nothing else reads fall away.
    const divisor =
      node.op.name === "add" && first?.op.name === "div" && second?.op === first.op && first.inputs[1];
    const common = divisor && divisor === second?.inputs[1] && reciprocals.get(divisor);
    if (common) {
      const numerators = node.inputs.map(({ inputs }) => atom(inputs[0] as Node));
      return `((${numerators.join(" + ")}) * ${common})`;
    }
    if (isPlain(node, known)) return `${node.op.name}(${args[0]})`;
    const { text: writer } = node.op.elementwise as Elementwise;
    for (const need of writer.glslNeeds ?? []) needs.add(need);
    return writer.glsl(args, node.attribute);
  };
  program.instructions.forEach((node, position) => {
    const value = write(node, position);
    text += `  float v${position} = ${value};\n`;
    names.set(node, `v${position}`);
  });
  const entries = program.outputs.flat().map(atom);
  const type = vectorType(entries.length);
  const value = entries.length === 1 ? entries[0] : `${type}(${entries.join(", ")})`;
  return `${type} ${name}(${vectorType(dimension)} p) {\n${text}  return ${value};\n}\n`;
}

/**
 * What is divided by more than once: one division and products cost less, and GLSL promises no more of a division
 * (2.5 ulp, for divisors between 2⁻¹²⁶ and 2¹²⁶) than the product with the reciprocal gives.
 */
function sharedDivisors(instructions: readonly Node[]): ReadonlySet<Node> {
  const once = new Set<Node>();
  const shared = new Set<Node>();
  for (const node of instructions) {
    const divisor = node.op.name === "div" ? node.inputs[1] : undefined;
    if (!divisor || constantValue(divisor) !== null) continue;
    if (once.has(divisor)) shared.add(divisor);
    once.add(divisor);
  }
  return shared;
}

/** Whether GLSL's own function is right as it is: what it leaves open does not come up. */
function isPlain({ op, inputs }: Node, { notNegative, positive, finite }: Known): boolean {
  const [argument] = inputs as readonly [Node];
  if (op.name === "sqrt") return notNegative(argument);
  if (!finite(argument)) return false;
  return op.name === "exp" || (op.name === "log" && positive(argument));
}
