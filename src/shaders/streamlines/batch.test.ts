import { expect, test } from "vitest";
import { Batch, type Starts } from "./batch.ts";

/** Every trajectory runs along x, two pixels a stride of two points, and ends beyond |x| = 10. */
function follower() {
  const asked: Starts[] = [];
  return {
    asked,
    length: 3,
    most: 100,
    point: 1,
    follow(starts: Starts) {
      asked.push(starts);
      return {
        read(index: number, sense: 1 | -1, places: Float32Array) {
          const from = sense === 1 ? starts.along : starts.against;
          for (let k = 0; k < 3; k += 1) {
            const x = (from[2 * index] as number) + 2 * sense * k;
            if (Math.abs(x) > 10) return k;
            places.set([x, from[2 * index + 1] as number, k === 0 ? sense : 3 * sense, 0], 4 * k);
          }
          return 3;
        },
      };
    },
  };
}

/** Seeds on the screen at (100 + x, 50 − y). */
const seeds = Float32Array.of(100, 50, 105, 40, 91, 60);
const xs = (points: Float32Array) => Array.from({ length: points.length / 2 }, (_, k) => points[2 * k]);

test("trajectories are made run by run, from where they stood, and no farther than they are asked for", () => {
  const one = follower();
  const batch = new Batch(seeds, 100, 50, one);
  expect(one.asked).toEqual([]);
  expect(batch.more(0, 1, () => true)).toBe(true);
  expect(one.asked).toEqual([{ along: [0, 0, 5, 10, -9, -10], against: [0, 0, 5, 10, -9, -10] }]);
  expect(xs(batch.side(0, 1))).toEqual([101, 102, 103, 104]);
  expect(xs(batch.side(2, -1))).toEqual([]);
  expect(xs(batch.side(1, -1))).toEqual([104, 103, 102, 101]);
  expect(batch.more(0, 1, () => false)).toBe(true);
  expect(one.asked[1]).toEqual({ along: [4, 0], against: [] });
  expect(xs(batch.side(0, 1))).toEqual([101, 102, 103, 104, 105, 106, 107, 108]);
  expect(xs(batch.side(1, 1))).toEqual([106, 107, 108, 109]);
});

test("those that ended are not followed on, and y points up again", () => {
  const one = follower();
  const batch = new Batch(seeds, 100, 50, one);
  batch.more(0, 1, () => true);
  expect(batch.more(1, 1, () => true)).toBe(false);
  expect(one.asked[1]).toEqual({ along: [9, 10, -5, -10], against: [1, 10] });
  expect(xs(batch.side(1, 1))).toEqual([106, 107, 108, 109]);
  expect(batch.more(1, 1, () => true)).toBe(false);
  expect(batch.more(2, -1, () => true)).toBe(false);
  expect(one.asked).toHaveLength(2);
  expect(batch.side(1, 1)[1]).toBe(40);
});

test("what is known of the others is shown when it is asked which are wanted", () => {
  const batch = new Batch(seeds, 100, 50, follower());
  batch.more(0, 1, () => true);
  const shown: string[] = [];
  batch.more(0, 1, (seed, sense, places, count) => {
    const at = Array.from({ length: count }, (_, k) => `${places[4 * k]},${places[4 * k + 1]}`);
    shown.push(`${seed} ${sense}: ${at.join(" ")}`);
    return false;
  });
  expect(shown).toEqual([
    "0 -1: 100,50 98,50 96,50",
    "1 1: 105,40 107,40 109,40",
    "1 -1: 105,40 103,40 101,40",
    "2 1: 91,60 93,60 95,60",
  ]);
});

test("an endless trajectory is given up", () => {
  const places = Float32Array.of(0, 0, 1, 0, 0, 0, 5, 0);
  const read = (_index: number, _sense: 1 | -1, into: Float32Array) => {
    into.set(places);
    return 2;
  };
  const batch = new Batch(Float32Array.of(0, 0), 0, 0, {
    length: 2,
    most: 64,
    point: 1,
    follow: () => ({ read }),
  });
  let runs = 0;
  while (batch.more(0, 1, () => true)) runs += 1;
  expect(runs).toBe(16);
  expect(batch.side(0, 1).length).toBe(2 * 4 * 16);
});
