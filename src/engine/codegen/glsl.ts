import type { Node } from "../graph/node.ts";
import type { Elementwise } from "../graph/op.ts";
import { sizeOf } from "../graph/shape.ts";
import { constantValue } from "../ops/constant.ts";
import { glslFunctions } from "./glsl-library.ts";
import { glslNumber, loadText, vectorType } from "./glsl-text.ts";
import { type Known, knownOf } from "./known.ts";
import { type Binding, lower } from "./lower.ts";
import { shaderProducts } from "./shader-products.ts";

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
  print: (definition: GlslFunction, binding: Binding) => string,
): string {
  const bodies = functions.map((definition) => print(definition, binding)).join("");
  const count = binding.parameters.reduce((total, { shape }) => total + sizeOf(shape), 0);
  const parameters = count > 0 ? `uniform float u_parameters[${count}];\n` : "";
  return `${parameters}uniform float u_time;\n${head}${glslFunctions(bodies)}${bodies}`;
}

/** A function as scalar instructions, all written out. */
export function printFunction({ name, outputs }: GlslFunction, binding: Binding): string {
  const program = lower(shaderProducts(lower(outputs, binding)), binding);
  const dimension = [...program.loads.values()].filter((load) => load.from === "coordinate").length;
  const names = new Map<Node, string>();
  for (const [node, load] of program.loads) names.set(node, loadText(load, dimension));
  const atom = (node: Node) => {
    const value = constantValue(node);
    return value === null ? (names.get(node) as string) : glslNumber(value);
  };
  const known = knownOf(program);
  let text = "";
  program.instructions.forEach((node, position) => {
    const args = node.inputs.map(atom);
    const { text: writer } = node.op.elementwise as Elementwise;
    const value = isPlain(node, known) ? `${node.op.name}(${args[0]})` : writer.glsl(args, node.attribute);
    text += `  float v${position} = ${value};\n`;
    names.set(node, `v${position}`);
  });
  const entries = program.outputs.flat().map(atom);
  const type = vectorType(entries.length);
  const value = entries.length === 1 ? entries[0] : `${type}(${entries.join(", ")})`;
  return `${type} ${name}(${vectorType(dimension)} p) {\n${text}  return ${value};\n}\n`;
}

/** Whether GLSL's own function is right as it is: what it leaves open does not come up. */
function isPlain({ op, inputs }: Node, { notNegative, positive, finite }: Known): boolean {
  const [argument] = inputs as readonly [Node];
  if (op.name === "sqrt") return notNegative(argument);
  if (!finite(argument)) return false;
  return op.name === "exp" || (op.name === "log" && positive(argument));
}
