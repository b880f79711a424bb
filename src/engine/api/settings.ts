import type { Bindings } from "../divergence/bindings.ts";
import { canonicalName } from "../language/names.ts";
import type { Program } from "../language/program.ts";

/** What a field depends on besides the point. */
export interface Settings {
  /** Values of parameters by name; the others stand where the source has them. */
  readonly parameters?: Readonly<Record<string, number>>;
  /** The free `t` of the source; default 0. */
  readonly time?: number;
}

/** @throws RangeError for a parameter that is not there, TypeError for a value that is no number; one sentence each */
export function bindSettings(program: Program, { parameters = {}, time = 0 }: Settings): Bindings {
  const values = Float64Array.from(program.parameters, ({ value }) => value);
  for (const [name, value] of Object.entries(parameters)) {
    const known = canonicalName(name);
    const position = program.parameters.findIndex((parameter) => canonicalName(parameter.name) === known);
    if (position < 0) {
      const names = program.parameters.map((parameter) => parameter.name).join(", ");
      throw new RangeError(
        `There is no parameter ${name}; ${names === "" ? "there are none" : `there are ${names}`}.`,
      );
    }
    if (typeof value !== "number") throw new TypeError(`The value of ${name} is not a number.`);
    values[position] = value;
  }
  if (typeof time !== "number") throw new TypeError("The time is not a number.");
  return { parameters: values, time };
}
