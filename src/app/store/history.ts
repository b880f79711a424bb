/** Steps that can be undone: hours of work, and each holds only what it changed. */
const depth = 300;
/** Changes of one kind within so many milliseconds of each other are one step: a drag, a word typed. */
const together = 700;

/** Where a line of states came from and can go back to. Values are immutable. */
export interface History<Value> {
  readonly past: readonly Value[];
  readonly future: readonly Value[];
  /** What the last step was, and when it last went on; null where nothing can join it. */
  readonly last: { readonly kind: string; readonly at: number } | null;
}

export function emptyHistory<Value>(): History<Value> {
  return { past: [], future: [], last: null };
}

/** The history once `before` has changed. A change of the same kind soon after joins the step; `null` joins none. */
export function recorded<Value>(
  history: History<Value>,
  before: Value,
  kind: string | null,
  now: number,
): History<Value> {
  const { past, last } = history;
  const joins = kind !== null && last?.kind === kind && now - last.at < together && past.length > 0;
  return {
    past: joins ? past : [...past, before].slice(-depth),
    future: [],
    last: kind === null ? null : { kind, at: now },
  };
}

/** One step back from `present`; null where there is none. */
export function undone<Value>(
  { past, future }: History<Value>,
  present: Value,
): { history: History<Value>; value: Value } | null {
  if (past.length === 0) return null;
  const value = past.at(-1) as Value;
  return { history: { past: past.slice(0, -1), future: [...future, present], last: null }, value };
}

/** One step forth again; null where there is none. */
export function redone<Value>(
  { past, future }: History<Value>,
  present: Value,
): { history: History<Value>; value: Value } | null {
  if (future.length === 0) return null;
  const value = future.at(-1) as Value;
  return { history: { past: [...past, present], future: future.slice(0, -1), last: null }, value };
}
