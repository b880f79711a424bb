import fc from "fast-check";
import { RawShaderMaterial, type WebGLRenderer } from "three";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Frame } from "../part-pace.ts";
import { fakeGpu } from "../testing/fake-gpu.ts";
import { turnsOf } from "./gpu-turns.ts";
import { targetOf } from "./particle-numbers.ts";
import { TexelPass } from "./texel-pass.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What a texture is drawn by here: it counts how often each texel is, and takes so many milliseconds for a part and a texel. */
function counting(width: number, height: number, fixed: number, each: number) {
  const gpu = fakeGpu();
  let bound: ReturnType<typeof targetOf> | null = null;
  let longest = 0;
  const compile = { isReady: true };
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
      let time = fixed;
      for (let row = y; row < Math.min(height, y + w); row += 1)
        for (let column = x; column < x + z; column += 1) {
          const at = row * width + column;
          count[at] = (count[at] as number) + 1;
          time += each;
        }
      gpu.work(time);
      longest = Math.max(longest, time);
    },
    compile: () => new Set([{}]),
    properties: { get: () => ({ currentProgram: { isReady: () => compile.isReady, getUniforms() {} } }) },
    info: { programs: [] },
    getContext: () => gpu.gl,
  } as unknown as WebGLRenderer;
  return {
    ...gpu,
    pass: new TexelPass(renderer),
    turns: turnsOf(renderer),
    counts,
    compile,
    longest: () => longest,
  };
}

const size = fc.integer({ min: 1, max: 90 });
const costs = [
  fc.integer({ min: 1, max: 1e8 }),
  fc.double({ min: 0.2, max: 10, noNaN: true }),
  fc.constantFrom(1e-5, 1e-3, 0.05, 1, 30),
] as const;

describe("a texture drawn in parts", () => {
  it("has each texel once, however many frames that takes and what they cost, and holds the page for no part that is long", () => {
    fc.assert(
      fc.property(size, size, ...costs, (width, height, operations, fixed, each) => {
        const { pass, counts, turns, held, longest, now, elapse } = counting(width, height, fixed, each);
        const material = new RawShaderMaterial();
        const target = targetOf(width, height);
        pass.use(material, operations);
        pass.begin(width, height);
        for (let done = false; !done; ) {
          const began = now();
          done = pass.draw(target, new Frame());
          pass.wait();
          // Frames are over after what is begun in the midst of them, unless the GPU is told to go on without the page.
          expect(now() - began).toBeLessThan(14 + 4 * 8);
          while (!turns.isIdle) elapse(4, 4);
        }
        expect(counts.get(target)?.every((count) => count === 1)).toBe(true);
        expect(held()).toBeLessThan(4 * 8);
        // Nothing is known of the first parts but their operations, which may say too little of a texel.
        const known = 2e7 / operations;
        const first = fixed + each * Math.min(width * height, 2 * Math.max(known, 1));
        const least = 2 * each;
        expect(longest()).toBeLessThan(14 + Math.max(first, 4 * Math.max(40, fixed) + fixed + least));
      }),
      { seed: 14, numRuns: 80 },
    );
  });

  it("is begun anew where another one is wanted in the midst of it, and what was left is not drawn", () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 20 }), (width, height, frames) => {
        const { pass, counts, turns, elapse } = counting(width, height, 1, 1);
        pass.use(new RawShaderMaterial(), 1e8);
        const [one, other] = [targetOf(width, height), targetOf(width, height)];
        const drawn = (target: typeof one) => {
          while (!turns.isIdle) elapse(10);
          return pass.draw(target, new Frame());
        };
        pass.begin(width, height);
        let isWhole = false;
        for (let frame = 0; frame < frames && !isWhole; frame += 1) isWhole = drawn(one);
        const left = counts.get(one)?.slice();
        pass.begin(width, height);
        while (!drawn(other));
        expect(counts.get(other)?.every((count) => count === 1)).toBe(true);
        expect(counts.get(one)).toEqual(left);
        expect(left?.every((count) => count === 1)).toBe(isWhole);
      }),
      { seed: 15, numRuns: 60 },
    );
  });

  it("is drawn with others at once where several are small, and a part in a turn of the GPU where it is not", () => {
    const drawn = (operations: number, each: number) => {
      const { pass, turns, held, elapse } = counting(50, 50, 0, each);
      pass.use(new RawShaderMaterial(), operations);
      const target = targetOf(50, 50);
      const frame = new Frame();
      let whole = 0;
      for (let k = 0; k < 8; k += 1) {
        pass.begin(50, 50);
        if (pass.draw(target, frame)) whole += 1;
      }
      const isIdle = turns.isIdle;
      elapse(1000);
      return { whole, isIdle, held: held() };
    };
    expect(drawn(10, 1e-3)).toEqual({ whole: 8, isIdle: true, held: 0 });
    expect(drawn(1e6, 1)).toEqual({ whole: 0, isIdle: false, held: 0 });
  });

  it("is not begun while its shader is made", () => {
    const { pass, counts, compile } = counting(8, 8, 1, 1);
    const target = targetOf(8, 8);
    pass.use(new RawShaderMaterial(), 10);
    pass.begin(8, 8);
    compile.isReady = false;
    expect(pass.draw(target, new Frame())).toBe(false);
    expect(counts.size).toBe(0);
    compile.isReady = true;
    expect(pass.draw(target, new Frame())).toBe(true);
  });
});
