import type { Binding } from "../codegen/lower.ts";
import type { Field, Program } from "../language/program.ts";

/** Values of the sliders, in the order of `program.parameters`, and of free t. */
export interface Bindings {
  readonly parameters: Float64Array;
  readonly time: number;
}

/** The sliders as they stand in the source. */
export function bindingsOf(program: Program, time = 0): Bindings {
  return { parameters: Float64Array.from(program.parameters, (parameter) => parameter.value), time };
}

/** What a kernel of a graph on these inputs reads from where: of the field itself, or of its form for kernels. */
export function bindingOf(program: Program, { inputs }: Pick<Field, "inputs">): Binding {
  return {
    coordinates: inputs,
    parameters: program.parameters.map((parameter) => parameter.node),
    time: program.time,
  };
}
