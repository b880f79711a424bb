import type { Field, Program } from "../../engine/language/program.ts";
import { partFor, type Reading } from "./reading.ts";

/** A source that can be drawn: its program has no errors and this is its field. */
export interface Picture {
  readonly program: Program;
  readonly field: Field;
}

/** What the page shows of the present program. */
export interface Shown {
  /** The last good picture; null until there was one. */
  readonly picture: Picture | null;
  /** The picture is not of the present source, because that has errors or no field that can be shown. */
  readonly stale: boolean;
}

/** The fields a plane can show: those of two numbers, and on a slice those of more. Space shows those of three `least`. */
export function shownFields(program: Program, least = 2): readonly Field[] {
  return program.fields.filter(({ dimension }) => dimension >= least);
}

/** The fields that can be chosen for a plane: those of all cells, and those that a picture has been of until now. */
export function fieldChoices(program: Program, picture: Picture | null, least = 2): readonly Field[] {
  const present = shownFields(program, least);
  const names = new Set(present.map(({ name }) => name));
  const last = picture ? shownFields(picture.program, least) : [];
  return [...present, ...last.filter(({ name }) => !names.has(name))];
}

/** Whether the field is shown on a slice, because it is of more than two numbers. */
export function isSliced({ picture }: Pick<Shown, "picture">): boolean {
  return picture !== null && picture.field.dimension > 2;
}

export function hasErrors(program: Program): boolean {
  return program.diagnostics.some(({ severity }) => severity === "error");
}

/** The field of that name; where it is null or not there (any more) the first of `least` numbers, or else of more. */
export function chooseField(program: Program, name: string | null, least = 2): Field | null {
  const fields = shownFields(program, least);
  return fields.find((field) => field.name === name) ?? firstOf(fields, least);
}

function firstOf(fields: readonly Field[], least: number): Field | null {
  return fields.find(({ dimension }) => dimension === least) ?? fields[0] ?? null;
}

/**
 * The picture after the sources or the chosen field changed: the last good one stays while there is no new one. It is
 * of the cells that its field needs, and errors elsewhere are nothing to it.
 */
export function nextShown(
  previous: Picture | null,
  reading: Reading,
  fieldName: string | null,
  least = 2,
): Shown {
  const present = presentPicture(previous, reading, fieldName, least);
  if (present) {
    return { picture: isSame(previous, present) ? previous : present, stale: false };
  }
  // The field may still be chosen among those of the last good program.
  const field = previous && chooseField(previous.program, fieldName, least);
  if (!previous || !field) return { picture: previous, stale: true };
  return { picture: field === previous.field ? previous : { program: previous.program, field }, stale: true };
}

/** Of the same text it is the same picture: that other cells have come or gone is nothing to it. */
function isSame(previous: Picture | null, present: Picture): previous is Picture {
  return previous?.field.name === present.field.name && previous.program.source === present.program.source;
}

function presentPicture(
  previous: Picture | null,
  reading: Reading,
  name: string | null,
  least: number,
): Picture | null {
  const { program } = reading;
  const own = name ?? previous?.field.name;
  const chosen = hasErrors(program)
    ? // What is not there may be there but for the errors: no other field takes its place.
      firstOf(
        shownFields(program, least).filter(
          (field) =>
            field.name === (own ?? field.name) && partFor(reading, field.syntax.nameRange.from) !== null,
        ),
        least,
      )
    : chooseField(program, name, least);
  if (!chosen) return null;
  const part = partFor(reading, chosen.syntax.nameRange.from);
  const field = part && chooseField(part, chosen.name, least);
  return field && { program: part, field };
}

/** A field of any dimension with the program it needs; the first one of the document where none is named. */
export function labPicture(reading: Reading, name: string | null): Picture | null {
  const { fields } = reading.program;
  for (const { name: own, syntax } of fields) {
    if (name !== null && own !== name) continue;
    const part = partFor(reading, syntax.nameRange.from);
    const field = part?.fields.find((one) => one.name === own);
    if (part && field) return { program: part, field };
  }
  return null;
}
