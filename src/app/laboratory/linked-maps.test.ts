import { describe, expect, it } from "vitest";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import type { Legend } from "../../shaders/legend.ts";
import type { Outcome } from "../cpu/client.ts";
import type { Readout } from "../cpu/protocol.ts";
import { type CompareCell, createDocument } from "../document/document.ts";
import type { PlaneSession } from "../plane/plane-session.ts";
import { planeStateOf } from "../plane/state.ts";
import type { Session } from "../session.ts";
import { createNotebook } from "../store/notebook.ts";
import type { View } from "../store/view.ts";
import { openLinkedMaps } from "./linked-maps.ts";
import { mapsOf } from "./method-maps.ts";
import { samplePicture } from "./sampled-plane.ts";
import type { ValueTask } from "./value-at.ts";

const hutchinson = (distribution: "gaussian" | "sphere"): MethodChoice => ({
  method: "hutchinson",
  probes: 8,
  distribution,
  keys: "shared",
});
const methods: readonly MethodChoice[] = [
  hutchinson("gaussian"),
  { method: "jacobian-reverse" },
  { method: "finite-difference", step: 0.25 },
  hutchinson("sphere"),
  { method: "auto" },
];
const cell: CompareCell = {
  id: "compare",
  kind: "compare",
  field: null,
  time: 0,
  methods,
  point: [1, 2, 3],
  view: { x: 0, y: 0, span: 4 },
};

const legend = (low: number, high: number): Legend => ({
  low,
  high,
  threshold: 0,
  stops: [
    { offset: 0, colour: "rgb(10, 20, 30)" },
    { offset: 0.5, colour: "rgb(200, 200, 200)" },
    { offset: 1, colour: "rgb(40, 50, 60)" },
  ],
  spacing: 1,
  axes: ["x", "y"],
  caption: "",
  words: "",
});

/** The maps of a document of one compare cell; `opened` are the views that the plane worker draws. */
function opened(source: string, own: Partial<CompareCell> = {}) {
  const document = createDocument("", source);
  const notebook = createNotebook({ ...document, cells: [...document.cells, { ...cell, ...own }] });
  const views: View[] = [];
  const asked: { task: ValueTask; purpose: string; resolve(outcome: Outcome<number>): void }[] = [];
  const session = {
    notebook,
    cpu: {},
    open(view: View) {
      views.push(view);
      return { view, dispose: view.dispose } as unknown as PlaneSession;
    },
    laboratory: async () => ({
      run: (task: ValueTask, _: unknown, purpose: string) =>
        new Promise((resolve) => asked.push({ task, purpose, resolve })),
    }),
  } as unknown as Session;
  const maps = openLinkedMaps(session, "compare");
  for (const { view } of maps.planes) view.set({ plot: { width: 200, height: 200, pixelRatio: 1 } });
  const compared = () => notebook.store.getState().document.cells.at(-1) as CompareCell;
  return { maps, notebook, views, asked, compared };
}

describe("maps of methods", () => {
  it("are one for all exact methods and one for each other, and an exact one is always there", () => {
    const maps = mapsOf(methods);
    expect(maps.map(({ positions }) => positions)).toEqual([[0], [1, 4], [2], [3]]);
    expect(maps.map(({ isExact }) => isExact)).toEqual([false, true, false, false]);
    expect(maps.map(({ isShaded }) => isShaded)).toEqual([true, true, true, false]);
    const [added, ...rest] = mapsOf([hutchinson("gaussian")]);
    expect(added).toMatchObject({ positions: [], isExact: true });
    expect(rest).toHaveLength(1);
  });

  it("ask the plane worker for what their methods are, of the first field, on a slice through the point", () => {
    const { maps, views } = opened("F(x, y, z) = (x^2, y z, z)\nG(x, y) = (x, y)");
    const states = maps.planes.map(({ view }) => planeStateOf(view.store.getState(), 1));
    expect(states.map((state) => state?.map.kind)).toEqual(["estimate", "exact", "difference", "exact"]);
    expect(states[0]).toMatchObject({
      field: "F",
      map: { probes: 8, distribution: "gaussian", keys: "shared" },
    });
    expect(states[0]?.slice).toEqual({ origin: [0, 0, 3], across: [1, 0, 0], up: [0, 1, 0] });
    expect(states[2]?.map.compare.step).toBe(0.25);
    // What no shader draws is not asked of the plane worker.
    expect(views.map(({ id }) => id).toSorted()).toEqual(["compare map 1", "compare map 2", "compare map 3"]);
  });

  it("have one view, one probe, one pointer and the colours of the exact map", () => {
    const { maps, notebook, compared } = opened("F(x, y, z) = (x^2, y z, z)");
    const stores = maps.planes.map(({ view }) => view.store);
    const moved = { x: 1, y: -1, span: 2 };
    maps.planes[2]?.view.setPlane({ view: moved });
    for (const { getState } of stores)
      expect(getState().plane).toMatchObject({ view: moved, home: cell.view });
    expect(compared()).toMatchObject({ view: moved, home: cell.view });
    maps.planes[3]?.view.setPlane({ cursor: { x: 5, y: 6 } });
    for (const { getState } of stores) expect(getState().plane.cursor).toEqual({ x: 5, y: 6 });
    expect(compared().point).toEqual([5, 6, 3]);
    maps.planes[0]?.view.setPlane({ pins: [{ x: 0, y: 0 }], cursor: null });
    expect(compared()).not.toHaveProperty("pins");
    maps.planes[1]?.view.set({ hover: { left: 3, top: 4 } });
    for (const { getState } of stores) expect(getState().hover).toEqual({ left: 3, top: 4 });

    const frame = { legend: legend(-3, 7), check: null, progress: 1, backend: "webgl2" } as const;
    maps.planes[0]?.view.set({ frame: { ...frame, legend: legend(-50, 50) } });
    for (const { getState } of stores) expect(getState().plane.range).toEqual({ mode: "auto" });
    maps.exact.view.set({ frame });
    const range = { mode: "typed", low: -3, high: 7 };
    const ranges = () => stores.map(({ getState }) => getState().plane.range);
    expect(ranges()).toEqual([range, { mode: "auto" }, range, range]);
    notebook.undo();
    notebook.undo();
    expect(compared()).toEqual(cell);
    for (const { getState } of stores) expect(getState().plane.view).toEqual(cell.view);
    expect(ranges()).toEqual([range, { mode: "auto" }, range, range]);
  });

  it("that are sampled read their method's value where the exact map reads, whichever of them is pointed at", async () => {
    const { maps, notebook, asked, compared } = opened("F(x, y, z) = (x^2, y z, z)");
    const own = maps.planes[3]?.view as View;
    const readAt = async (x: number, y: number, exact: number) => {
      const value = { point: { x, y }, exact, estimate: exact } as Readout;
      maps.exact.view.set({ readout: { status: "done", value } });
      await expect.poll(() => asked.at(-1)?.task.probe.at).toEqual([x, y]);
      return value;
    };
    const first = await readAt(0.5, 1.25, 7);
    const [question] = asked;
    expect(question?.purpose).toBe(own.id);
    expect(question?.task).toMatchObject({
      choice: hutchinson("sphere"),
      subject: {
        source: ["F(x, y, z) = (x^2, y z, z)"],
        field: "F",
        slice: { origin: [0, 0, 3], across: [1, 0, 0], up: [0, 1, 0] },
      },
      // 64 × 64 points of a view 4 wide about the origin, rows from above.
      probe: { index: 64 * Math.floor((2 - 1.25) * 16) + Math.floor((0.5 + 2) * 16) },
    });
    expect(own.store.getState().readout).toEqual({ status: "none" });
    question?.resolve({ status: "done", value: 6.5 });
    const done = { status: "done", value: { ...first, estimate: 6.5 } };
    await expect.poll(() => own.store.getState().readout).toEqual(done);

    // Until the next is known the last stays; what was overtaken is nothing.
    await readAt(9, -9, 8);
    asked[1]?.resolve({ status: "superseded" });
    await readAt(-1, 1, 9);
    expect(own.store.getState().readout).toEqual(done);
    asked[2]?.resolve({ status: "failed", message: "It cannot." });
    await expect
      .poll(() => own.store.getState().readout)
      .toEqual({ status: "failed", message: "It cannot." });

    // Another method has another value at the same point, and so have other keys.
    const more = { ...hutchinson("sphere"), probes: 99 };
    const cells = (change: Partial<CompareCell>) =>
      notebook.change("methods", (document) => ({
        ...document,
        cells: [...document.cells.slice(0, -1), { ...compared(), ...change }],
      }));
    cells({ methods: methods.with(3, more) });
    await expect.poll(() => asked.at(-1)?.task.choice).toEqual(more);
    notebook.setSeed(77);
    maps.exact.view.set({ readout: { status: "running", last: null } });
    await readAt(-1, 1, 9);
    expect(asked.at(-1)?.task.subject.seed).toBe(77);
    const count = asked.length;
    maps.dispose();
    maps.exact.view.set({ readout: { status: "done", value: first } });
    await Promise.resolve();
    expect(asked).toHaveLength(count);
  });

  it("that are sampled have a pixel for each value, in the legend's colours", () => {
    const values = Float64Array.of(-3, 7, 2, 100, Number.NaN, -100);
    const { width, height, data } = samplePicture({ columns: 3, values, x: 0, y: 0, span: 1 }, legend(-3, 7));
    expect([width, height]).toEqual([3, 2]);
    const pixels = Array.from(values, (_, k) => [...data.subarray(4 * k, 4 * k + 4)]);
    const [low, middle, high] = [
      [10, 20, 30, 255],
      [200, 200, 200, 255],
      [40, 50, 60, 255],
    ];
    expect(pixels).toEqual([low, high, middle, high, [128, 128, 128, 255], low]);
  });
});
