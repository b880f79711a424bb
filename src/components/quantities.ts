import type { Field, Program } from "../engine/language/program.ts";
import { type Quantity, scalarFunctions } from "../shaders/quantity.ts";

/** What there is of a field, and the document's scalar functions; planes have a curl whatever they are of. */
export function quantitiesOf(
  program: Program,
  { dimension: n }: Field,
  isSpace: boolean,
): readonly Quantity[] {
  const components = Array.from({ length: n }, (_, i): Quantity => `component ${i}`);
  const functions = scalarFunctions(program, n).map(({ name }): Quantity => `function ${name}`);
  const curl = isSpace && n > 3 ? [] : (["curl"] as const);
  return ["divergence", ...curl, "magnitude", ...components, ...functions];
}
