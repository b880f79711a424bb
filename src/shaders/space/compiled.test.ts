import { Camera, Scene, type WebGLRenderer } from "three";
import { afterEach, expect, it, vi } from "vitest";
import { fakeGpu } from "../testing/fake-gpu.ts";
import { isCompiled, whenCompiled } from "./compiled.ts";
import { turnsOf } from "./gpu-turns.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A driver that reads a shader for some milliseconds of its turns, and makes it for some more beside them. */
function driver(reads: number, makes: number) {
  const gpu = fakeGpu();
  const programs: unknown[] = [];
  const material = {};
  let ready = Number.POSITIVE_INFINITY;
  let checked = 0;
  const program = {
    isReady: () => gpu.now() >= ready,
    getUniforms() {
      // As three does it at the first use, by reading back.
      gpu.gl.readPixels();
      checked += 1;
    },
  };
  const renderer = {
    getContext: () => gpu.gl,
    info: { programs },
    properties: { get: () => ({ currentProgram: program }) },
    compile() {
      if (programs.length === 0) {
        programs.push(program);
        gpu.work(reads);
        ready = gpu.now() + reads + makes;
      }
      return new Set([material]);
    },
  } as unknown as WebGLRenderer;
  return { ...gpu, renderer, turns: turnsOf(renderer), checked: () => checked };
}

it("what a scene is drawn with is waited for without the page being held, and checked before it is drawn", () => {
  const { renderer, turns, elapse, held, checked, now } = driver(200, 300);
  const began = now();
  const called: number[] = [];
  whenCompiled(renderer, new Scene(), new Camera(), (isLost) => {
    expect([isLost, turns.isIdle, checked()]).toEqual([false, true, 1]);
    called.push(now() - began);
  });
  // While shaders are read nothing else is begun.
  expect(turns.isIdle).toBe(false);
  expect(isCompiled(renderer, new Scene(), new Camera())).toBe(false);
  elapse(499);
  expect([called, checked()]).toEqual([[], 0]);
  elapse(10);
  expect(called).toHaveLength(1);
  expect(called[0]).toBeLessThan(510);
  expect(held()).toBe(0);
  expect(isCompiled(renderer, new Scene(), new Camera())).toBe(true);
});

it("a context that is lost is told of, and nothing is waited for any longer", () => {
  const { renderer, elapse, lose } = driver(10, 1e9);
  const called: boolean[] = [];
  whenCompiled(renderer, new Scene(), new Camera(), (isLost) => called.push(isLost));
  elapse(100);
  expect(called).toEqual([]);
  lose();
  elapse(10);
  expect(called).toEqual([true]);
});
