import { type Diagnostic, lineAndColumn, sentenceOf } from "../language/diagnostic.ts";
import type { Program } from "../language/program.ts";

/** Thrown when a text gives no field: `message` is one sentence, `diagnostics` everything the checker has to say. */
export class FieldError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(message: string, diagnostics: readonly Diagnostic[]) {
    super(message);
    this.name = "FieldError";
    this.diagnostics = diagnostics;
  }
}

/** The first error of a program, with its line and column; null when it has none. */
export function firstError({ source, diagnostics }: Program): FieldError | null {
  const first = diagnostics.find(({ severity }) => severity === "error");
  if (!first) return null;
  return new FieldError(`${lineAndColumn(source, first.from)}: ${sentenceOf(first)}`, diagnostics);
}
