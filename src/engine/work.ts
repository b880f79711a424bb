/**
 * Work in steps, between which whoever runs it may let others take their turn: it yields the operations done since it
 * yielded last. What is short does not yield at all.
 */
export type Work<Value> = Generator<number, Value>;

/** Operations between two steps, about: some milliseconds. */
export const stepFlops = 4e6;

/** Does all of it at once. */
export function finished<Value>(work: Work<Value>): Value {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** Counts operations until a step is due: `if (pace.isDue(flops)) yield pace.taken();`. */
export class Pace {
  private done = 0;

  /** Adds what was done. */
  isDue(flops: number): boolean {
    this.done += flops;
    return this.done >= stepFlops;
  }

  /** What was done since it was asked last. */
  taken(): number {
    const { done } = this;
    this.done = 0;
    return done;
  }
}

/** Operations of a call that cannot yield, about, where what its parts share is done anew by the next one. */
export const callFlops = 4e7;
