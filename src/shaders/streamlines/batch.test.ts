import { expect, test } from "vitest";
import { Batch, type Starts } from "./batch.ts";

/** Every trajectory runs along x, a pixel a point, and ends beyond |x| = 10. */
function follower() {
  const asked: Starts[] = [];
  return {
    asked,
    length: 4,
    most: 100,
    follow(starts: Starts) {
      asked.push(starts);
      return {
        read(place: number, sense: 1 | -1, points: Float32Array) {
          const from = sense === 1 ? starts.along : starts.against;
          for (let k = 0; k < 4; k += 1) {
            const x = (from[2 * place] as number) + sense * (k + 1);
            if (Math.abs(x) > 10) return { count: k, over: true };
            points.set([x, from[2 * place + 1] as number], 2 * k);
          }
          return { count: 4, over: false };
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
  expect(one.asked).toEqual([{ along: [0, 0, 5, 10, -9, -10], against: [0, 0, 5, 10, -9, -10] }]);
  expect(xs(batch.side(0, 1))).toEqual([101, 102, 103, 104]);
  expect(xs(batch.side(2, -1))).toEqual([90]);
  expect(batch.more(0, 1, (seed) => seed === 0)).toBe(true);
  expect(one.asked[1]).toEqual({ along: [4, 0], against: [-4, 0] });
  expect(xs(batch.side(0, 1))).toEqual([101, 102, 103, 104, 105, 106, 107, 108]);
  expect(xs(batch.side(1, 1))).toEqual([106, 107, 108, 109]);
});

test("those that ended are not followed on, and y points up again", () => {
  const one = follower();
  const batch = new Batch(seeds, 100, 50, one);
  expect(batch.more(1, 1, () => true)).toBe(true);
  expect(xs(batch.side(1, 1))).toEqual([106, 107, 108, 109, 110]);
  expect(batch.more(1, 1, () => true)).toBe(false);
  expect(one.asked).toHaveLength(2);
  expect(batch.side(1, 1)[1]).toBe(40);
  expect(one.asked[1]?.against).toEqual([-4, 0, 1, 10]);
});

test("an endless trajectory is given up", () => {
  const endless = { length: 4, most: 64, follow: () => ({ read: () => ({ count: 4, over: false }) }) };
  const batch = new Batch(Float32Array.of(0, 0), 0, 0, endless);
  let runs = 1;
  while (batch.more(0, 1, () => true)) runs += 1;
  expect(runs).toBe(16);
  expect(batch.side(0, 1).length).toBe(2 * 4 * 16);
});
