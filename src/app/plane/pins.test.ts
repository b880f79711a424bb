import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pinLimit } from "../document/document.ts";
import type { View } from "../store/view.ts";
import { viewOf } from "../testing/view.ts";
import { addPin, withoutPin, withPin } from "./pins.ts";

const pinsOf = (view: View) => view.store.getState().plane.pins;

describe("pins", () => {
  it("are set in order, each point once, and no more than a document holds", () => {
    const view = viewOf("F(x, y) = (x, y)");
    for (let k = 0; k < 2 * pinLimit; k++) addPin(view, { x: Math.floor(k / 2), y: 1 });
    expect(pinsOf(view)).toEqual(Array.from({ length: pinLimit }, (_, x) => ({ x, y: 1 })));
    addPin(view, { x: -1, y: 1 });
    expect(pinsOf(view)).toHaveLength(pinLimit);
  });

  it("come back where they were, in the reverse order of their removal", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(11), { maxLength: 12 }),
        (numbers, positions) => {
          const pins = numbers.map((x) => ({ x, y: 0 }));
          const removed: { index: number; pin: (typeof pins)[number] }[] = [];
          let left: readonly (typeof pins)[number][] = pins;
          for (const index of positions) {
            const pin = left[index];
            if (!pin) continue;
            removed.push({ index, pin });
            left = withoutPin(left, index);
            expect(left).not.toContain(pin);
          }
          for (const { index, pin } of removed.reverse()) left = withPin(left, index, pin);
          expect(left).toEqual(pins);
        },
      ),
    );
  });

  it("are not put back a second time, as when undoing has brought them back", () => {
    const pins = [
      { x: 0, y: 0 },
      { x: 1, y: 0 },
    ];
    expect(withPin(pins, 0, { x: 1, y: 0 })).toBe(pins);
  });

  it("are not put back past the limit", () => {
    const full = Array.from({ length: pinLimit }, (_, x) => ({ x, y: 0 }));
    expect(withPin(full, 3, { x: -1, y: 0 })).toBe(full);
  });
});
