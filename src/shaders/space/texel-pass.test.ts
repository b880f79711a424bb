import fc from "fast-check";
import { RawShaderMaterial, type WebGLRenderer } from "three";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Frame } from "../part-pace.ts";
import { targetOf } from "./particle-numbers.ts";
import { TexelPass } from "./texel-pass.ts";

afterEach(() => vi.restoreAllMocks());

/** What a texture is drawn by here: it counts how often each texel is, and takes so many milliseconds for a part and a texel. */
function counting(width: number, height: number, fixed: number, each: number) {
  let now = 1000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  let bound: ReturnType<typeof targetOf> | null = null;
  let due = 0;
  const counts = new Map<unknown, Uint8Array>();
  const renderer = {
    getRenderTarget: () => bound,
    setRenderTarget(target: typeof bound) {
      bound = target;
    },
    render() {
      if (!bound?.scissorTest) throw new Error("a part is drawn");
      const { x, y, z, w } = bound.scissor;
      const count = counts.get(bound) ?? new Uint8Array(width * height);
      counts.set(bound, count);
      due += fixed;
      for (let row = y; row < Math.min(height, y + w); row += 1)
        for (let column = x; column < x + z; column += 1) {
          const at = row * width + column;
          count[at] = (count[at] as number) + 1;
          due += each;
        }
    },
    getContext: () => ({
      // A queue: what was asked for is done once it is waited for.
      readPixels() {
        now += due;
        due = 0;
      },
    }),
  } as unknown as WebGLRenderer;
  return { pass: new TexelPass(renderer), counts, now: () => now, owed: () => due };
}

const size = fc.integer({ min: 1, max: 90 });
const costs = [
  fc.integer({ min: 1, max: 1e8 }),
  fc.double({ min: 0.2, max: 10, noNaN: true }),
  fc.constantFrom(1e-5, 1e-3, 0.05, 1, 30),
] as const;

describe("a texture drawn in parts", () => {
  it("has each texel once, however many frames that takes and what they cost, and no frame is much longer than a part", () => {
    fc.assert(
      fc.property(size, size, ...costs, (width, height, operations, fixed, each) => {
        const { pass, counts, now, owed } = counting(width, height, fixed, each);
        const material = new RawShaderMaterial();
        const target = targetOf(width, height);
        pass.use(material, operations);
        pass.begin(width, height);
        const frames: number[] = [];
        for (let done = false; !done; ) {
          const began = now();
          done = pass.draw(target, new Frame());
          pass.wait();
          expect(owed()).toBe(0);
          frames.push(now() - began);
        }
        expect(counts.get(target)?.every((count) => count === 1)).toBe(true);
        // Nothing is known of the first parts but their operations, which may say too little of a texel.
        const known = 2e7 / operations;
        const first = fixed + each * Math.min(width * height, 2 * Math.max(known, 1));
        const least = 2 * each;
        expect(Math.max(...frames)).toBeLessThan(
          14 + Math.max(first, 4 * Math.max(40, fixed) + fixed + least),
        );
      }),
      { seed: 14, numRuns: 150 },
    );
  });

  it("is begun anew where another one is wanted in the midst of it, and what was left is not drawn", () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 20 }), (width, height, frames) => {
        const { pass, counts } = counting(width, height, 1, 1);
        pass.use(new RawShaderMaterial(), 1e8);
        const [one, other] = [targetOf(width, height), targetOf(width, height)];
        pass.begin(width, height);
        let isWhole = false;
        for (let frame = 0; frame < frames && !isWhole; frame += 1) isWhole = pass.draw(one, new Frame());
        const left = counts.get(one)?.slice();
        pass.begin(width, height);
        while (!pass.draw(other, new Frame()));
        expect(counts.get(other)?.every((count) => count === 1)).toBe(true);
        expect(counts.get(one)).toEqual(left);
        expect(left?.every((count) => count === 1)).toBe(isWhole);
      }),
      { seed: 15, numRuns: 60 },
    );
  });

  it("is waited for with others where several are small, and piece by piece where it is not", () => {
    const drawn = (operations: number, each: number) => {
      const { pass, now } = counting(50, 50, 0, each);
      pass.use(new RawShaderMaterial(), operations);
      const target = targetOf(50, 50);
      const began = now();
      const frame = new Frame();
      let whole = 0;
      for (let k = 0; k < 8; k += 1) {
        pass.begin(50, 50);
        if (pass.draw(target, frame)) whole += 1;
      }
      return { whole, waited: now() - began };
    };
    expect(drawn(10, 1e-3)).toEqual({ whole: 8, waited: 0 });
    const { whole, waited } = drawn(1e6, 1);
    expect(whole).toBe(0);
    expect(waited).toBeGreaterThan(14);
    expect(waited).toBeLessThan(60);
  });
});
