import { describe, expect, it } from "vitest";
import { between, seededRandom } from "../../engine/testing/random.ts";
import { finished } from "../testing/finished.ts";
import { quantile, timed } from "./timing.ts";

const seed = 5;

/** Work that takes a known time on a clock that is read to a tenth of a millisecond, as browsers let one read it. */
function work(duration: (run: number) => number) {
  let time = 0;
  let runs = 0;
  return {
    run: () => {
      time += duration(runs);
      runs += 1;
    },
    now: () => Math.floor(10 * time) / 10,
    runs: () => runs,
  };
}

function* inSteps<Value>(steps: Generator<void, Value>): Generator<number, Value> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield 0;
  }
}

describe(`timing (seed ${seed})`, () => {
  it.each([0.003, 0.2, 15, 400])("finds what a run takes, %s ms", (milliseconds) => {
    const { run, now, runs } = work(() => milliseconds);
    const { value } = finished(inSteps(timed(run, 20, now)));
    const wanted = (milliseconds / 20) * 1e6;
    expect(Math.abs(value.nanoseconds / wanted - 1)).toBeLessThan(0.05);
    expect(value.low).toBeLessThanOrEqual(value.nanoseconds);
    expect(value.high).toBeGreaterThanOrEqual(value.nanoseconds);
    // What is slow is not repeated often.
    if (milliseconds === 400) expect(runs()).toBe(4);
  });

  it("lets neither a cold start nor an interruption count", () => {
    const random = seededRandom(seed);
    const { run, now } = work((own) => (own < 3 ? 20 : own === 400 ? 200 : between(random, 0.045, 0.055)));
    const { value } = finished(inSteps(timed(run, 1, now)));
    expect(Math.abs(value.nanoseconds / 50_000 - 1)).toBeLessThan(0.1);
  });

  it("repeats a short run for as long as the clock needs, though all but one turn of the warm-up are interrupted", () => {
    const { run, now } = work((own) => (own < 3 ? 20 : 0.013));
    const { value } = finished(inSteps(timed(run, 1, now)));
    expect(Math.abs(value.nanoseconds / 13_000 - 1)).toBeLessThan(0.05);
    expect(value.low).toBeGreaterThan(0.9 * value.high);
  });

  it("goes on in turns, none of which is long", () => {
    const { run, now } = work(() => 0.01);
    const steps = timed(run, 1, now);
    let last = now();
    let longest = 0;
    for (let step = steps.next(); !step.done; step = steps.next()) {
      longest = Math.max(longest, now() - last);
      last = now();
    }
    expect(longest).toBeLessThan(12);
  });

  it("has quantiles between the values about them", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1], 0.9)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});
