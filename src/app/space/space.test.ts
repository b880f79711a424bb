import { describe, expect, it } from "vitest";
import { laplacianByPartials } from "../../engine/autodiff/laplacian.ts";
import { createEvaluator } from "../../engine/divergence/evaluator.ts";
import { createScalarEvaluator } from "../../engine/divergence/point-evaluator.ts";
import { checkSource } from "../../engine/language/check.ts";
import { index } from "../../engine/ops/index.ts";
import { compareSamples } from "../../shaders/space/check.ts";
import { lensOf, placeOf } from "../../shaders/space/lens.ts";
import { evenLevels, mostLevels } from "../../shaders/space/levels.ts";
import { compileSpace } from "../../shaders/space/space-field.ts";
import { bounds } from "../document/bounds.ts";
import { emptyCell } from "../document/cells.ts";
import { createDocument, type SpaceCell } from "../document/document.ts";
import { parseDocument } from "../document/parse.ts";
import { serialiseDocument } from "../document/serialise.ts";
import { defaultSpace, hasInside } from "../document/space-cell.ts";
import { mostSurfaces } from "../document/space-surfaces.ts";
import { createPreparer } from "../laboratory/subject.ts";
import { createNotebook } from "../store/notebook.ts";
import { along, panned, slid, turned, zoomed } from "./motion.ts";
import { samplePlaces } from "./places.ts";
import { readingAt } from "./reading.ts";
import { samplesOf } from "./samples.ts";
import { changeSpace, createSpaceView, probeOf, spaceCell } from "./view.ts";

const source = "F(x, y, z) = (x^2 y, sin(y z), z^3 + x)";
const prepared = (text = source, field = "F") =>
  createPreparer()({ source: text, field, time: 0, seed: 0, layout: "jax" });
const subject = (quantity = "divergence") =>
  ({ source, field: "F", time: 0, quantity: quantity as "divergence" }) as const;

describe("a cell of space in a document", () => {
  const document = createDocument("", source);
  const withSpace = (cell: object) =>
    parseDocument(JSON.stringify({ ...document, cells: [{ id: "s", kind: "space", ...cell }] }));

  it("is the same after it was written and read", () => {
    const cell: SpaceCell = {
      ...(emptyCell(document, "space") as SpaceCell),
      box: { low: [-1, 0, 2], high: [1, 5, 3] },
      volume: { on: true, opacity: 0.5, cut: 0.2, contrast: 3 },
      slices: { at: [0.5, 1, 2.5], shown: [true, false, true] },
      plane: { on: true, through: [0.5, 1, 2], azimuth: 12.5, elevation: -40 },
      surfaces: { on: true, quantity: "component 1", levels: [2, -1.5], opacity: 0.4 },
      cursor: [0, 1, 2.25],
      clock: { speed: 2 },
    };
    const whole = { ...document, cells: [...document.cells, cell] };
    const text = serialiseDocument(whole);
    const read = parseDocument(text);
    if (!read.ok) throw new Error(read.problem);
    expect(read.document).toEqual(whole);
    expect(serialiseDocument(read.document)).toBe(text);
  });

  it("is completed and clamped, and refused where it makes no sense", () => {
    const read = withSpace({});
    expect(read.ok && read.document.cells[0]).toEqual(defaultSpace("s"));
    const clamped = withSpace({
      camera: { elevation: 400, zoom: -1 },
      volume: { opacity: 7 },
      plane: { through: [9, 0, 0], elevation: -100 },
      surfaces: { levels: 99 },
    });
    expect(clamped.ok && clamped.document.cells[0]).toMatchObject({
      camera: { elevation: 90, zoom: 0.1, azimuth: -55 },
      volume: { on: false, opacity: 1 },
      plane: { on: false, through: [2, 0, 0], azimuth: 35, elevation: -90 },
      surfaces: { on: false, levels: 5, opacity: 0.7 },
    });
    for (const wrong of [
      { box: { low: [0, 0], high: [1, 1] } },
      { slices: { at: [0, 0, 0], shown: [true, true] } },
      { cursor: [1, 2] },
      { surfaces: { levels: [] } },
      { surfaces: { levels: [1, 2, 3, 4, 5, 6] } },
      { surfaces: { quantity: "length" } },
      { plane: { through: [1, 2] } },
      { camera: { projection: "fisheye" } },
    ])
      expect(withSpace(wrong).ok, JSON.stringify(wrong)).toBe(false);
  });

  it("has an inside that its slices lie in, however it was written", () => {
    const far = 1e9;
    const read = withSpace({
      box: { low: [3, 0, far], high: [1, 0, far] },
      slices: { at: [7, 5, 0], shown: [true, true, true] },
    });
    const cell = read.ok && (read.document.cells[0] as SpaceCell);
    if (!cell) throw new Error("it is read");
    const { box, slices } = cell;
    expect([box.low[0], box.high[0]]).toEqual([1, 3]);
    for (const axis of [0, 1, 2] as const) {
      expect(hasInside(box.low[axis], box.high[axis])).toBe(true);
      expect(slices.at[axis]).toBe(axis === 2 ? box.low[2] : box.high[axis]);
    }
    // What was accepted once stays as it is, such as the least box that a hand can type.
    expect(withSpace(cell)).toEqual(read);
    for (const low of [0.1, 1, 3.3, 100, 12345.678]) {
      const ulp = 2 ** (Math.floor(Math.log2(low)) - 52);
      let high = low + bounds.span[0];
      while (!hasInside(low, high)) high += ulp;
      const least = { low: [low, 0, 0], high: [high, 1, 1] };
      const again = withSpace({ box: least });
      expect(again.ok && again.document.cells[0]).toMatchObject({ box: least });
    }
  });

  it("is changed by what changes planes, and each change is one step", () => {
    const notebook = createNotebook({ ...document, cells: [...document.cells, defaultSpace("s")] });
    const view = createSpaceView(notebook, "s");
    expect(view.store.getState().picture?.field.name).toBe("F");
    view.setPlane({ colouring: { quantity: "curl", palette: "ember", scale: "linear", contours: true } });
    view.setPlane({ time: 2 });
    changeSpace(notebook, "s", "slice 0", { slices: { at: [1, 0, 0], shown: [true, true, true] } });
    changeSpace(notebook, "s", "slice 0", { slices: { at: [1.5, 0, 0], shown: [true, true, true] } });
    const cell = spaceCell(notebook.store.getState(), "s");
    expect(cell).toMatchObject({ time: 2, colouring: { quantity: "curl" }, slices: { at: [1.5, 0, 0] } });
    expect(view.store.getState().plane).toMatchObject({ time: 2, colouring: { palette: "ember" } });
    expect(cell && probeOf(cell)).toEqual([1.5, 0, 0]);
    // What is set to what it is already is no step.
    const { document: shown } = notebook.store.getState();
    changeSpace(notebook, "s", null, { cursor: null });
    changeSpace(notebook, "s", null, { slices: { at: [1.5, 0, 0], shown: [true, true, true] } });
    view.setPlane({ time: 2 });
    expect(notebook.store.getState().document).toBe(shown);
    notebook.undo();
    notebook.undo();
    notebook.undo();
    expect(spaceCell(notebook.store.getState(), "s")).toEqual(defaultSpace("s"));
  });
});

describe("numbers in space", () => {
  it("at a point are the field's derivatives", () => {
    const reading = readingAt(prepared(), { kind: "reading", subject: subject(), place: [2, -1, 0.5] });
    const [x, y, z] = [2, -1, 0.5];
    const c = Math.cos(y * z);
    expect(reading.components).toEqual([x * x * y, Math.sin(y * z), z ** 3 + x]);
    const wanted = [2 * x * y, x * x, 0, 0, z * c, y * c, 1, 0, 3 * z * z];
    for (const [k, entry] of wanted.entries()) expect(reading.jacobian[k]).toBeCloseTo(entry, 12);
    expect(reading.divergence).toBeCloseTo(2 * x * y + z * c + 3 * z * z, 12);
    for (const [k, entry] of [-y * c, -1, -x * x].entries()) expect(reading.curl?.[k]).toBeCloseTo(entry, 12);
    const laplacian = [2 * y, -(y * y + z * z) * Math.sin(y * z), 6 * z];
    for (const [k, entry] of laplacian.entries()) expect(reading.laplacian[k]).toBeCloseTo(entry, 12);
    expect(reading.eigenvalues.reduce((sum, { real }) => sum + real, 0)).toBeCloseTo(
      reading.divergence ?? Number.NaN,
      12,
    );
  });

  it("of a field of more numbers are taken where the others are 0", () => {
    const own = prepared("G(x: R^5) = [x[i]^2 + x[4] for i in 0..4]", "G");
    const reading = readingAt(own, {
      kind: "reading",
      subject: { ...subject(), field: "G" },
      place: [1, 2, 3],
    });
    expect(reading.place).toEqual([1, 2, 3, 0, 0]);
    expect(reading.divergence).toBeCloseTo(2 + 4 + 6 + 1, 12);
    expect(reading.curl).toBe(null);
  });

  it("are all told but the map, where the field has no such map", () => {
    const own = prepared("G(x: R^5) = [x[i]^2 + x[4] for i in 0..4]", "G");
    for (const quantity of ["curl", "function gone"] as const) {
      const { value, divergence, laplacian } = readingAt(own, {
        kind: "reading",
        subject: { ...subject(), field: "G", quantity },
        place: [1, 2, 3],
      });
      expect(value).toBe(null);
      expect(divergence).toBeCloseTo(13, 12);
      expect(laplacian).toEqual([2, 2, 2, 2, 2]);
    }
  });

  it("of a wide net are told without its Jacobian, and its Laplacian is that of each component", () => {
    const n = 24;
    const own = prepared(
      `W1 = randn(16, ${n}, seed=1) / 3\nW2 = randn(${n}, 16, seed=2) / 4\nN(x: R^${n}) = W2 @ tanh(W1 @ x)`,
      "N",
    );
    const { jacobian, eigenvalues, laplacian, divergence, place } = readingAt(own, {
      kind: "reading",
      subject: { ...subject(), field: "N" },
      place: [0.3, -0.2, 0.4],
    });
    expect([jacobian, eigenvalues]).toEqual([[], []]);
    expect(Number.isFinite(divergence)).toBe(true);
    const { program, field, bindings } = own;
    for (const i of [0, 7, 23]) {
      const component = index(field.output, i);
      const alone = createScalarEvaluator(program, field, laplacianByPartials(component, field.inputs));
      const [wanted] = alone(Float64Array.from(place), bindings);
      expect(laplacian[i]).toBeCloseTo(wanted as number, 12);
    }
  });

  it("are those of the engine at all samples, and samples lie on what is shown", () => {
    const { box, slices } = defaultSpace("");
    const shown = { box, slices: { at: [0.5, -1, 0], shown: [true, false, true] } } as const;
    const places = samplePlaces(shown, 300);
    for (let k = 0; k < 300; k += 1)
      expect(k % 2 === 0 ? places[3 * k] : places[3 * k + 2]).toBe(k % 2 === 0 ? 0.5 : 0);
    const spread = samplePlaces({ box, slices: { ...slices, shown: [false, false, false] } }, 300);
    expect(new Set(spread).size).toBeGreaterThan(600);
    const { values, moved, sizes } = samplesOf(prepared(), {
      kind: "samples",
      subject: subject(),
      places,
      checked: 64,
      reach: 2 ** -21,
    });
    const program = checkSource(source);
    const exact = createEvaluator(program, program.fields[0] as never, { method: "jacobian-reverse" });
    const wanted = exact.evaluate(places, { parameters: new Float64Array(), time: 0 }).values;
    for (const [k, value] of values.entries()) expect(value).toBeCloseTo(wanted[k] as number, 11);
    for (const [k, size] of sizes.entries()) {
      expect(size).toBeGreaterThanOrEqual(Math.abs(values[k] as number) - 1e-12);
      expect(moved[k]).toBeLessThan(1e-4);
    }
  });

  it("that shaders give are compared with them, and what is wrong is told", () => {
    const samples = {
      values: [1, 2, Number.NaN, 3],
      sizes: [2, 2, 2, 3],
      moved: [0, 0, Number.POSITIVE_INFINITY, Number.NaN],
    };
    const right = compareSamples([1 + 1e-7, 2, Number.NaN, 8], samples);
    expect(right.check.largest).toBeLessThanOrEqual(right.check.bound);
    expect(right.check).toMatchObject({ points: 2, undefinedPoints: 1 });
    const wrong = compareSamples([1.5, 2, Number.NaN, 3], samples);
    expect(wrong.check.largest).toBe(0.5);
    expect(wrong.check.largest).toBeGreaterThan(wrong.check.bound);
    for (const given of [
      [Number.NaN, 2, Number.NaN, 3],
      [1, 2, 7, 3],
    ])
      expect(compareSamples(given, samples).check.largest).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("surfaces", () => {
  it("have even levels within a range, on its scale", () => {
    expect(mostSurfaces).toBe(mostLevels);
    expect(evenLevels({ low: -2, high: 2 }, 0, 3)).toEqual([-1, 0, 1]);
    expect(evenLevels({ low: 0, high: 1 }, 0, 4)).toEqual([0.2, 0.4, 0.6, 0.8]);
    // Linear up to the threshold, and in powers of ten beyond.
    expect(evenLevels({ low: -10, high: 10 }, 0.1, 5)).toEqual([-1, -0.1, 0, 0.1, 1]);
  });

  it("have the gradient of their quantity in their shader, which has the map as well", () => {
    const program = checkSource(`${source}\nphi(x, y, z) = x y`);
    const field = compileSpace(program, program.fields[0] as never, "divergence");
    const own = field.surface(null);
    expect(own).toBe(field.surface(null));
    expect(own.isMap).toBe(true);
    const other = field.surface("function phi");
    expect(other.isMap).toBe(false);
    for (const text of ["float quantity(vec3 p)", "float surface(vec3 p)", "vec4 surfaceSlope(vec3 p)"]) {
      expect(own.glsl).toContain(text);
      expect(other.glsl).toContain(text);
    }
    expect(other.glsl).toMatch(/vec4\(v\d+, p\.y, p\.x, 0\.0\)/);
    expect(() => field.surface("function nothing")).toThrow("function nothing");
  });
});

describe("the shaders' text", () => {
  it("is of the very divergence, and planar fields are refused in a sentence", () => {
    const program = checkSource(`${source}\nP(x, y) = (x, y)`);
    const [space, plane] = program.fields;
    if (!space || !plane) throw new Error("two fields");
    const { glsl, bindings } = compileSpace(program, space, "divergence");
    expect(glsl).toContain("float quantity(vec3 p)");
    expect(bindings(2).time).toBe(2);
    expect(compileSpace(program, space, "curl").glsl).toContain("sqrt");
    expect(() => compileSpace(program, plane, "divergence")).toThrow("P is a field on R^2");
    expect(() => compileSpace(program, space, "function nothing")).toThrow("function nothing");
  });

  it("has no number for coordinates that stay 0, however many they are", () => {
    const program = checkSource("b = 2\nG(x: R^300) = b * sin(x)");
    const compiled = compileSpace(program, program.fields[0] as never, "divergence");
    expect(compiled.bindings(0).parameters).toEqual(Float64Array.of(2));
    expect(compiled.glsl).toMatch(/uniform float \w+\[1\]/);
  });
});

describe("cameras", () => {
  const { box, camera } = defaultSpace("");

  it("turn round and not over, and zoom within bounds", () => {
    expect(turned(camera, 400, 0).azimuth).toBe(-95);
    expect(turned(camera, 0, 400).elevation).toBe(90);
    expect(zoomed(zoomed(camera, 2), 0.5).zoom).toBe(1);
    expect(zoomed(camera, 1e9).zoom).toBe(1e4);
  });

  it("come with slices that stay in the box, whatever their digits", () => {
    const { slices } = defaultSpace("");
    const thirds = { low: [-1 / 3, 0.1, -2], high: [1 / 3, 0.123456789012, 2] } as const;
    const all = (axis: number, to: number) => slid({ slices, box: thirds }, axis, to).at;
    expect(all(0, 9)).toEqual([1 / 3, 0, 0]);
    expect(all(0, 1 / 3)).toEqual([0.333333333, 0, 0]);
    expect(all(0, -1 / 3 - 1e-12)).toEqual([-0.333333333, 0, 0]);
    expect(all(1, 0.123456789012)).toEqual([0, 0.123456789, 0]);
    // Rounded it would lie past the face.
    expect(slid({ slices, box: { low: [0, 0, 0], high: [2 / 3, 1, 1] } }, 0, 2 / 3).at[0]).toBe(2 / 3);
    expect(all(2, 0.1 + 0.2)).toEqual([0, 0, 0.3]);
  });

  it("follow the hand: what is in the middle goes where it is drawn to, and slices as well", () => {
    const lens = lensOf({ ...camera, projection: "orthographic" }, box, 600, 400);
    const after = lensOf({ ...panned(camera, lens, 30, -20), projection: "orthographic" }, box, 600, 400);
    const place = placeOf(after, [0, 0, 0]);
    expect(place?.left).toBeCloseTo(330, 4);
    expect(place?.top).toBeCloseTo(180, 4);
    for (const axis of [0, 1, 2] as const) {
      const moved = [0, 0, 0] as [number, number, number];
      moved[axis] = 0.75;
      const [from, to] = [placeOf(lens, [0, 0, 0]), placeOf(lens, moved)];
      if (!from || !to) throw new Error("they are seen");
      expect(along(lens, axis, to.left - from.left, to.top - from.top)).toBeCloseTo(0.75, 9);
    }
  });
});
