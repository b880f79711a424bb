import { limits } from "../limits.ts";
import type { Diagnostic, DiagnosticCode, Fix } from "./diagnostic.ts";
import type { Range } from "./syntax.ts";

export interface Remark {
  readonly hint?: string | null;
  readonly fixes?: readonly Fix[];
  readonly severity?: Diagnostic["severity"];
}

/** Collects diagnostics. The same complaint at the same place is kept once (a body can be read many times). */
export class Report {
  private readonly kept = new Map<string, Diagnostic>();

  /** True when no further diagnostic would be kept, so that nobody need think about hints. */
  get full(): boolean {
    return this.kept.size >= limits.diagnostics;
  }

  add(code: DiagnosticCode, { from, to }: Range, message: string, remark: Remark = {}): void {
    const key = `${code} ${from} ${to}`;
    if (this.full || this.kept.has(key)) return;
    const { hint = null, fixes = [], severity = "error" } = remark;
    this.kept.set(key, { code, severity, from, to, message, hint, fixes });
  }

  /** In the order of the text. */
  get diagnostics(): Diagnostic[] {
    return [...this.kept.values()].sort((a, b) => a.from - b.from || a.to - b.to);
  }
}

const longestQuote = 40;

/** A piece of source as it is quoted in a sentence. */
export function quote(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return `\`${line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line}\``;
}

/** "1 number", "2 numbers", "3 entries". */
export function count(amount: number, noun: string): string {
  if (amount === 1) return `1 ${noun}`;
  return `${amount} ${noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
