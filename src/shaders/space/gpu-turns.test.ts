import type { WebGLRenderer } from "three";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeGpu } from "../testing/fake-gpu.ts";
import { turnsOf } from "./gpu-turns.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function turning() {
  const gpu = fakeGpu();
  const renderer = { getContext: () => gpu.gl } as unknown as WebGLRenderer;
  return { gpu, turns: turnsOf(renderer), renderer };
}

describe("the turns of a GPU", () => {
  it("tell how long each thing took beyond what was asked for before it, in order, and hold the page for none", () => {
    const { gpu, turns } = turning();
    const told: [string, number][] = [];
    const ask = (name: string, milliseconds: number) => {
      gpu.work(milliseconds);
      turns.after((time) => told.push([name, Math.round(time)]));
    };
    expect(turns.isIdle).toBe(true);
    ask("first", 30);
    ask("second", 500);
    expect(turns.isIdle).toBe(false);
    gpu.elapse(29);
    expect(told).toEqual([]);
    gpu.elapse(1);
    expect(told).toEqual([["first", 30]]);
    gpu.elapse(100);
    ask("third", 5);
    gpu.elapse(600);
    expect(told).toEqual([
      ["first", 30],
      ["second", 500],
      ["third", 5],
    ]);
    expect(turns.isIdle).toBe(true);
    // After a while of nothing, from when it was asked for.
    ask("fourth", 7);
    gpu.elapse(20);
    expect(told.at(-1)).toEqual(["fourth", 7]);
    expect(gpu.held()).toBe(0);
  });

  it("begin what waits one after the other, each once all before it is done, and then tell that they are idle", () => {
    const { gpu, turns } = turning();
    const told: string[] = [];
    turns.onIdle(() => told.push("idle"));
    turns.whenIdle(() => told.push("at once"));
    expect(told).toEqual(["at once"]);
    gpu.work(20);
    turns.after(() => told.push("picture"));
    for (const name of ["one", "other"])
      turns.whenIdle(() => {
        expect(turns.isIdle).toBe(true);
        told.push(`begins ${name}`);
        gpu.work(10);
        turns.after(() => told.push(name));
      });
    gpu.elapse(100);
    expect(told).toEqual([
      "at once",
      "picture",
      "idle",
      "begins one",
      "one",
      "begins other",
      "other",
      "idle",
    ]);
    expect(gpu.held()).toBe(0);
  });

  it("come to what waits by turns, though each idle moment is asked for something", () => {
    const { gpu, turns } = turning();
    const told: string[] = [];
    const ask = (name: string) => {
      told.push(name);
      gpu.work(10);
      turns.after(() => {});
    };
    turns.onIdle(() => ask("picture"));
    ask("picture");
    turns.whenIdle(() => ask("one"));
    turns.whenIdle(() => ask("other"));
    gpu.elapse(100);
    expect(told.slice(0, 6)).toEqual(["picture", "picture", "one", "picture", "other", "picture"]);
  });

  it("are over with a context that is lost", () => {
    const { gpu, turns } = turning();
    const told: string[] = [];
    gpu.work(1e6);
    turns.after(() => told.push("lost"));
    gpu.lose();
    turns.after(() => told.push("after"));
    turns.whenIdle(() => told.push("waited"));
    gpu.elapse(2);
    expect(told).toEqual(["lost", "after", "waited"]);
  });

  it("are over with a context that was lost and came back before anyone looked", () => {
    const { gpu, turns } = turning();
    const told: string[] = [];
    gpu.work(1e6);
    turns.after(() => told.push("lost"));
    gpu.lose();
    gpu.restore();
    gpu.work(10);
    turns.after(() => told.push("after"));
    gpu.elapse(5);
    expect(told).toEqual(["lost"]);
    gpu.elapse(10);
    expect(told).toEqual(["lost", "after"]);
  });

  it("go on though something fails in one of them", () => {
    const { gpu, turns } = turning();
    const told: string[] = [];
    const fails = (): never => {
      throw new Error("as it may");
    };
    gpu.work(5);
    turns.after(fails);
    gpu.work(5);
    turns.after(() => told.push("other"));
    turns.whenIdle(fails);
    turns.whenIdle(() => told.push("waited"));
    for (let k = 0; k < 30; k += 1)
      try {
        gpu.elapse(1);
      } catch (error) {
        told.push(`${error}`);
      }
    expect(told).toEqual(["Error: as it may", "other", "Error: as it may", "waited"]);
  });

  it("are one renderer's", () => {
    const { turns, renderer } = turning();
    expect(turnsOf(renderer)).toBe(turns);
    expect(turning().turns).not.toBe(turns);
  });
});
