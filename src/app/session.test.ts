import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PlaneEvents } from "../shaders/plane-client.ts";
import type { CpuClient } from "./cpu/client.ts";
import { type Cell, createDocument, defaultPlane } from "./document/document.ts";
import { defaultSpace } from "./document/space-cell.ts";
import type { PlanePort } from "./plane/plane-session.ts";
import { createSession } from "./session.ts";
import { createNotebook } from "./store/notebook.ts";

/** A session on cells; workers never answer. */
function sessionOn(cells: readonly Cell[]) {
  const notebook = createNotebook({ ...createDocument("", "", {}), cells });
  let events: PlaneEvents | null = null;
  const connect = (told: PlaneEvents): PlanePort => {
    events = told;
    return {} as PlanePort;
  };
  const session = createSession(notebook, connect, {} as CpuClient, () => new Promise(() => {}));
  const begun = () => notebook.store.getState().begun;
  return { session, begun, tell: () => events as unknown as PlaneEvents };
}

const code: Cell = { id: "code", kind: "code", source: "F(x, y, z) = (x, y, z)\nG(x, y) = (x, y)\n" };
const space = defaultSpace("space");
const plane = defaultPlane("plane");

describe("what the first picture does not need", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("comes at once where there is no picture", async () => {
    const { session, begun } = sessionOn([code]);
    await Promise.resolve();
    expect(session.first).toBeUndefined();
    expect(begun()).toBe(true);
  });

  it("waits for a picture in space that is the first, until that is there or out of sight", async () => {
    const { session, begun } = sessionOn([code, space]);
    await Promise.resolve();
    expect(session.first).toBe("space");
    expect(begun()).toBe(false);
    session.sighted("space", false);
    expect(begun()).toBe(true);
  });

  it("waits for no other picture in space, since that waits for it", async () => {
    const { session, begun } = sessionOn([code, plane, space]);
    await Promise.resolve();
    expect(session.first).toBeUndefined();
    expect(begun()).toBe(false);
    session.sighted("plane", false);
    expect(begun()).toBe(true);
  });

  it("waits for none that is collapsed", async () => {
    const { begun } = sessionOn([code, { ...space, collapsed: true }]);
    await Promise.resolve();
    expect(begun()).toBe(true);
  });

  it("comes after a while whatever becomes of the picture", async () => {
    const { begun } = sessionOn([code, space]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(begun()).toBe(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(begun()).toBe(true);
  });

  it("comes soon where the worker of the plane runs and its picture takes long", async () => {
    const { begun, tell } = sessionOn([code, plane]);
    tell().context("ok");
    await vi.advanceTimersByTimeAsync(1000);
    expect(begun()).toBe(false);
    await vi.advanceTimersByTimeAsync(1500);
    expect(begun()).toBe(true);
  });
});
