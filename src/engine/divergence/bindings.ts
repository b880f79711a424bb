import type { Binding } from "../codegen/lower.ts";
import type { Field, Program } from "../language/program.ts";

import { kernelForm } from "./vector-form.ts";

/** Values of the sliders, in the order of `program.parameters`, and of free t. */
export interface Bindings {
  readonly parameters: Float64Array;
  readonly time: number;
}

/** The sliders as they stand in the source. */
export function bindingsOf(program: Program, time = 0): Bindings {
  return { parameters: Float64Array.from(program.parameters, (parameter) => parameter.value), time };
}

/** What a kernel of the field reads from where. */
export function bindingOf(program: Program, field: Field): Binding {
  return {
    coordinates: kernelForm(field).inputs,
    parameters: program.parameters.map((parameter) => parameter.node),
    time: program.time,
  };
}
