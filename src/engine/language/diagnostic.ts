import type { Range } from "./syntax.ts";

export type DiagnosticCode =
  | "syntax"
  | "unknown-name"
  | "argument-count"
  | "shape"
  | "duplicate-name"
  | "cycle"
  | "not-a-field"
  | "out-of-bounds"
  | "too-large"
  | "not-supported"
  | "type";

/** A change of the source that would mend it, offered as a button. */
export interface Fix {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** One plain sentence at its place. `from`/`to` are offsets into the source. */
export interface Diagnostic extends Range {
  readonly code: DiagnosticCode;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint: string | null;
  readonly fixes: readonly Fix[];
}

/** What is wrong, and what might help, in one sentence. */
export function sentenceOf({ message, hint }: Diagnostic): string {
  return hint === null ? message : `${message.replace(/\.$/, "")} (${hint})`;
}

/** `line:column` of an offset into a text, both from 1, columns in characters. */
export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return `${before.length}:${[...(before.at(-1) ?? "")].length + 1}`;
}
