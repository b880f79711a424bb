import { checkTexts } from "../engine/language/check.ts";
import { canonicalName } from "../engine/language/names.ts";
import type { Field, Program } from "../engine/language/program.ts";
import { badArgument, Failure } from "./failure.ts";
import { diagnosticLine, type Source } from "./source.ts";
import type { Streams } from "./streams.ts";

/** A program without errors, and the field of it that is asked for. */
export interface Subject {
  readonly program: Program;
  readonly field: Field;
}

/**
 * Tells the diagnostics of a source on standard error.
 * @returns the program; null when it has errors, whatever they concern: values from half a file are not to be trusted
 */
export function checkedProgram(source: Source, streams: Streams): Program | null {
  const program = checkTexts(source.texts);
  tell(program, source, streams);
  return isSound(program) ? program : null;
}

/**
 * The program of a source and its field of this name, or its first one; null when the source has errors.
 * @throws Failure with 2 when nothing has that name, with 1 when what has it is no field or there is none at all
 */
export function readSubject(source: Source, name: string | null, streams: Streams): Subject | null {
  const program = checkTexts(source.texts);
  // Chosen before anything is told, so that a missing field is one error and not also a warning.
  const field = isSound(program) ? chosenField(program, source, name) : null;
  tell(program, source, streams);
  return field && { program, field };
}

function isSound(program: Program): boolean {
  return program.diagnostics.every(({ severity }) => severity !== "error");
}

function tell(program: Program, source: Source, streams: Streams): void {
  for (const diagnostic of program.diagnostics) streams.stderr(diagnosticLine(source, diagnostic));
}

function chosenField(program: Program, source: Source, name: string | null): Field {
  const { fields, functions } = program;
  const [first] = fields;
  if (name === null) {
    if (first) return first;
    const from = functions[0]?.syntax.nameRange.from ?? 0;
    throw new Failure(
      1,
      `${source.place(from)}: error: There is no field here (write for example F(x, y) = (x, y))`,
    );
  }
  const known = canonicalName(name);
  const field = fields.find((one) => canonicalName(one.name) === known);
  if (field) return field;
  const other = functions.find((one) => canonicalName(one.name) === known);
  if (other) {
    const place = source.place(other.syntax.nameRange.from);
    throw new Failure(
      1,
      `${place}: error: ${name} is not a field: a field has as many components as arguments.`,
    );
  }
  const there = first
    ? `the fields are ${fields.map((one) => one.name).join(", ")}`
    : "there is no field at all";
  throw badArgument(`--field ${name}: nothing here has that name; ${there}`);
}
