/** Where a change waits that was made before what writes documents had come: the next visit puts it into the slots. */
export const earlyPrefix = "deldot:early:";

/** What waits there. */
export interface Early {
  /** Of the save that was read; 0 where there was none. */
  readonly revision: number;
  readonly time: number;
  /** What a new visitor sees was not whole yet. */
  readonly partial: boolean;
  readonly document: unknown;
}
