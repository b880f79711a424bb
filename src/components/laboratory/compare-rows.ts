import type { Compared } from "../../app/laboratory/compare.ts";
import { methodWords } from "../../app/laboratory/method-words.ts";
import { isStochasticMethod } from "../../engine/divergence/method.ts";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import type { Running } from "./useTask.ts";

/** What is shown of a method. */
export interface ShownRow {
  readonly words: string;
  /** null while nothing is known. */
  readonly row: Compared | null;
  /** Of the present run; else the row is of the run before. */
  readonly isOwn: boolean;
}

/** A row for each method: its own as soon as it comes, until then that of the run before. */
export function rowsOf(
  methods: readonly MethodChoice[],
  { status, parts, result }: Pick<Running<"compare">, "status" | "parts" | "result">,
): ShownRow[] {
  const present = status === "done" && result ? result.rows : parts;
  return methods.map((choice, index) => {
    const words = methodWords(choice);
    const [own = null, before = null] = [present[index], result?.rows[index]];
    const isOwn = own?.words === words;
    return { words, row: isOwn ? own : before?.words === words ? before : null, isOwn };
  });
}

/** The exact value at the probe: before all is done that of a row with an exact method. */
export function exactOf(
  shown: readonly ShownRow[],
  { status, result }: Pick<Running<"compare">, "status" | "result">,
): number | null {
  if (status === "done" && result) return result.exact;
  for (const { row, isOwn } of shown) {
    if (!isOwn || row?.status !== "done") continue;
    const { method } = row.choice;
    if (!isStochasticMethod(method) && method !== "finite-difference") return row.value;
  }
  return null;
}
