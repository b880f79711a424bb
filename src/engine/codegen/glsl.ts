import type { Node } from "../graph/node.ts";
import type { Elementwise } from "../graph/op.ts";
import { constantValue } from "../ops/constant.ts";
import { glslFunctions } from "./glsl-library.ts";
import { type Binding, type Load, lower } from "./lower.ts";

/** A function of the shader: `name(vec2 p)` that returns its 1 to 4 scalar outputs. */
export interface GlslFunction {
  readonly name: string;
  readonly outputs: readonly Node[];
}

/** float32 literal of GLSL: shortest decimal that reads back as the same float; overflow becomes infinity. */
export function glslNumber(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return "dd_nan()";
  if (!Number.isFinite(single)) return single > 0 ? "dd_inf()" : "(-dd_inf())";
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++;
  const shortest = String(Number(single.toPrecision(digits)));
  const text = /[.e]/.test(shortest) ? shortest : `${shortest}.0`;
  return text.startsWith("-") ? `(${text})` : text;
}

/**
 * GLSL ES 3.00 text of the functions, with what they call and the uniforms they read:
 * `uniform float u_parameters[K]` and `uniform float u_time`. The argument is a float, vec2, vec3 or vec4 by
 * the number of coordinates. Throws LimitError when a function is longer than shader compilers digest.
 */
export function printGlsl(functions: readonly GlslFunction[], binding: Binding): string {
  const needs = new Set<string>(["dd_nan", "dd_inf"]);
  const bodies = functions.map((definition) => printFunction(definition, binding, needs)).join("");
  const count = binding.parameters.length;
  const parameters = count > 0 ? `uniform float u_parameters[${count}];\n` : "";
  return `${parameters}uniform float u_time;\n${glslFunctions(needs)}${bodies}`;
}

function printFunction({ name, outputs }: GlslFunction, binding: Binding, needs: Set<string>): string {
  const program = lower(outputs, binding);
  const dimension = [...program.loads.values()].filter((load) => load.from === "coordinate").length;
  const names = new Map<Node, string>();
  for (const [node, load] of program.loads) names.set(node, loadText(load, dimension));
  const atom = (node: Node) => {
    const value = constantValue(node);
    return value === null ? (names.get(node) as string) : glslNumber(value);
  };
  let text = "";
  program.instructions.forEach((node, position) => {
    const { text: writer } = node.op.elementwise as Elementwise;
    for (const need of writer.glslNeeds ?? []) needs.add(need);
    text += `  float v${position} = ${writer.glsl(node.inputs.map(atom), node.attribute)};\n`;
    names.set(node, `v${position}`);
  });
  const entries = program.outputs.flat().map(atom);
  const type = vectorType(entries.length);
  const value = entries.length === 1 ? entries[0] : `${type}(${entries.join(", ")})`;
  return `${type} ${name}(${vectorType(dimension)} p) {\n${text}  return ${value};\n}\n`;
}

function loadText(load: Load, dimension: number): string {
  if (load.from === "time") return "u_time";
  if (load.from === "parameter") return `u_parameters[${load.slot}]`;
  return dimension === 1 ? "p" : `p.${"xyzw"[load.slot]}`;
}

function vectorType(length: number): string {
  if (length < 1 || length > 4) throw new Error(`a shader function has 1 to 4 entries, not ${length}`);
  return length === 1 ? "float" : `vec${length}`;
}
