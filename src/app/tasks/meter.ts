import type { Work } from "../../engine/work.ts";

/** Takes the next part of a whole, and gives what a share of that part is of all. */
export type Meter = (part: number) => (share: number) => number;

/** Shares of a whole whose parts come one after the other, in counted operations. `told`: what the whole is a part of. */
export function createMeter(whole: number, told: (share: number) => number = (share) => share): Meter {
  let spent = 0;
  return (part) => {
    const from = spent;
    spent += part;
    return (share) => told(Math.min(1, (from + Math.min(1, share) * part) / whole));
  };
}

/** Goes through work of so many operations, about, telling what `told` makes of the share done. */
export function* counted<Value, Told>(
  work: Work<Value>,
  flops: number,
  told: (share: number) => Told,
): Generator<Told, Value> {
  let done = 0;
  let step = work.next();
  for (; !step.done; step = work.next()) {
    done += step.value;
    yield told(Math.min(1, done / flops));
  }
  return step.value;
}

/** Goes through work with nothing to tell of it. */
export function silently<Value>(work: Work<Value>): Generator<null, Value> {
  return counted(work, 1, () => null);
}

/** Goes through steps that yield shares of them, telling what `told` makes of these. */
export function* metered<Value>(
  steps: Generator<number, Value>,
  told: (share: number) => number,
): Generator<number, Value> {
  let step = steps.next();
  for (; !step.done; step = steps.next()) yield told(step.value);
  return step.value;
}
