import type { Field, Program } from "../../engine/language/program.ts";

/** A source that can be drawn: its program has no errors and this is its field. */
export interface Picture {
  readonly program: Program;
  readonly field: Field;
}

/** What the page shows of the present program. */
export interface Shown {
  /** The last good picture; null until there was one. */
  readonly picture: Picture | null;
  /** The picture is not of the present source, because that has errors or no planar field. */
  readonly stale: boolean;
}

/** The fields a plane can show: two numbers in, two out. */
export function planarFields(program: Program): readonly Field[] {
  return program.fields.filter(({ dimension, inputs }) => dimension === 2 && inputs.length === 2);
}

export function hasErrors(program: Program): boolean {
  return program.diagnostics.some(({ severity }) => severity === "error");
}

/** The field of that name, or the first planar one where the name is null or is not there (any more). */
export function chooseField(program: Program, name: string | null): Field | null {
  const fields = planarFields(program);
  return fields.find((field) => field.name === name) ?? fields[0] ?? null;
}

/** The picture after the source or the chosen field changed: the last good one stays while there is no new one. */
export function nextShown(previous: Picture | null, program: Program, fieldName: string | null): Shown {
  const present = hasErrors(program) ? null : chooseField(program, fieldName);
  if (present) {
    const same = previous?.program === program && previous.field === present;
    return { picture: same ? previous : { program, field: present }, stale: false };
  }
  // The field may still be chosen among those of the last good program.
  const field = previous && chooseField(previous.program, fieldName);
  if (!previous || !field) return { picture: previous, stale: true };
  return { picture: field === previous.field ? previous : { program: previous.program, field }, stale: true };
}
