import type { Step } from "../tasks/scheduler.ts";

/** Runs a task to its end: its result, the parts it told in order, and the shares it said were done. */
export function finished<Value, Part>(
  steps: Generator<Step<Part>, Value>,
): { readonly value: Value; readonly parts: readonly Part[]; readonly progress: readonly number[] } {
  const parts: Part[] = [];
  const progress: number[] = [];
  for (;;) {
    const step = steps.next();
    if (step.done) return { value: step.value, parts, progress };
    if (typeof step.value === "number") progress.push(step.value);
    else {
      progress.push(step.value.progress);
      parts.push(step.value.part);
    }
  }
}

/** A clock on which every look takes ten milliseconds. */
export function countingClock(): () => number {
  let time = 0;
  return () => {
    time += 10;
    return time;
  };
}
