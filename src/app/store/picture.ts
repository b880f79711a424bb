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

/** The fields a plane can show: those of two numbers, and on a slice those of more. */
export function shownFields(program: Program): readonly Field[] {
  return program.fields.filter(({ dimension }) => dimension >= 2);
}

/** The fields that can be chosen for a plane: those of all cells, and those that a picture has been of until now. */
export function fieldChoices(program: Program, picture: Picture | null): readonly Field[] {
  const present = shownFields(program);
  const names = new Set(present.map(({ name }) => name));
  const last = picture ? shownFields(picture.program) : [];
  return [...present, ...last.filter(({ name }) => !names.has(name))];
}

/** Whether the field is shown on a slice, because it is of more than two numbers. */
export function isSliced({ picture }: Pick<Shown, "picture">): boolean {
  return picture !== null && picture.field.dimension > 2;
}

export function hasErrors(program: Program): boolean {
  return program.diagnostics.some(({ severity }) => severity === "error");
}

/** The field of that name; where it is null or not there (any more) the first planar one, or else the first of any. */
export function chooseField(program: Program, name: string | null): Field | null {
  const fields = shownFields(program);
  const named = fields.find((field) => field.name === name);
  return named ?? fields.find(({ dimension }) => dimension === 2) ?? fields[0] ?? null;
}

/**
 * The picture after the sources or the chosen field changed: the last good one stays while there is no new one. It is
 * of the cells that its field needs, and errors elsewhere are nothing to it.
 */
export function nextShown(previous: Picture | null, reading: Reading, fieldName: string | null): Shown {
  const present = presentPicture(previous, reading, fieldName);
  if (present) {
    return { picture: isSame(previous, present) ? previous : present, stale: false };
  }
  // The field may still be chosen among those of the last good program.
  const field = previous && chooseField(previous.program, fieldName);
  if (!previous || !field) return { picture: previous, stale: true };
  return { picture: field === previous.field ? previous : { program: previous.program, field }, stale: true };
}

/** Of the same text it is the same picture: that other cells have come or gone is nothing to it. */
function isSame(previous: Picture | null, present: Picture): previous is Picture {
  return previous?.field.name === present.field.name && previous.program.source === present.program.source;
}

function presentPicture(previous: Picture | null, reading: Reading, name: string | null): Picture | null {
  const { program } = reading;
  const fields = shownFields(program);
  const chosen = hasErrors(program)
    ? // What is not there may be there but for the errors: no other field takes its place.
      firstSound(
        reading,
        fields.filter((field) => field.name === (name ?? previous?.field.name ?? field.name)),
      )
    : chooseField(program, name);
  if (!chosen) return null;
  const part = partFor(reading, chosen.syntax.nameRange.from);
  const field = part && chooseField(part, chosen.name);
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

function firstSound(reading: Reading, fields: readonly Field[]): Field | null {
  const sound = fields.filter(({ syntax }) => partFor(reading, syntax.nameRange.from) !== null);
  return sound.find(({ dimension }) => dimension === 2) ?? sound[0] ?? null;
}
