import { describe, expect, it } from "vitest";
import type { PlaneState } from "../../shaders/protocol.ts";
import type { CpuClient } from "../cpu/client.ts";
import { defaultColouring, defaultComparison, defaultLayers, type PlaneCell } from "../document/document.ts";
import { viewOf } from "../testing/view.ts";
import { createPlaneSession, type PlanePort } from "./plane-session.ts";

const nothing = () => undefined;
/** Numbers are never told. */
const cpu: CpuClient = { run: () => new Promise(nothing), cancel: nothing };

function setup() {
  const view = viewOf("F(x, y) = (x y, x)");
  const drawn: PlaneState[] = [];
  const plane = { show: (state) => void drawn.push(state), forget: nothing } as Partial<PlanePort>;
  const session = createPlaneSession(view, plane as PlanePort, cpu);
  view.set({ plot: { width: 40, height: 30, pixelRatio: 1 } });
  return { view, session, drawn };
}

describe("a picture", () => {
  it.each<[string, Partial<PlaneCell>]>([
    ["layers", { layers: { ...defaultLayers, arrows: { on: true, scaled: true } } }],
    ["colouring", { colouring: { ...defaultColouring, contours: true } }],
    ["comparison", { compare: { ...defaultComparison, step: 0.5 } }],
    ["probes", { probes: 3 }],
  ])("is drawn again when what was the first change of its %s is undone", async (_, change) => {
    const { view, session, drawn } = setup();
    await null;
    const first = drawn.at(-1);
    view.setPlane(change);
    await null;
    const changed = drawn.at(-1);
    expect({ ...changed, revision: first?.revision }).not.toEqual(first);
    view.notebook.undo();
    await null;
    expect(drawn.at(-1)).toEqual({ ...first, revision: (changed?.revision ?? 0) + 1 });
    session.dispose();
  });

  it("is not drawn once its view is closed, though its last change was still to be", async () => {
    const { view, session, drawn } = setup();
    await null;
    const { length } = drawn;
    view.setPlane({ probes: 7 });
    session.dispose();
    await null;
    expect(drawn).toHaveLength(length);
  });

  it("is not drawn again for what lies over it", async () => {
    const { view, session, drawn } = setup();
    await null;
    const { length } = drawn;
    view.setPlane({ pins: [{ x: 1, y: 2 }] });
    view.setPlane({ cursor: { x: 1, y: 2 } });
    await null;
    expect(drawn).toHaveLength(length);
    session.dispose();
  });
});
