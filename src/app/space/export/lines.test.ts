import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import { describe, expect, it } from "vitest";
import { paletteColour } from "../../../shaders/palette.ts";
import type { MapSettings } from "../../../shaders/protocol.ts";
import { polygonOf } from "../../../shaders/space/free-plane.ts";
import { createPreparer, type Prepared } from "../../laboratory/subject.ts";
import type { SpaceSubject, StreamlinesTask } from "../protocol.ts";
import { streamlinesOf } from "../streamlines.ts";
import { spaceModel } from "./model.ts";
import type { ModelLines, TablePoints } from "./protocol.ts";
import { spaceTable } from "./table.ts";
import { readGlb } from "./testing/read-glb.ts";

const box = { low: [-1, -1, -1], high: [1, 1, 1] } as const;

/** Straight lines through 0 along which ∇·F = 3 and F grows: from a seed at s, x = s eᵗ and ∫∇·F dt = 3 t. */
const source = "F(x, y, z) = (x, y, z)";
/** Turns and rises, and ∇·F = 0.3 x is another number at each place. */
const winding = "F(x, y, z) = (-y, x, 0.4 + 0.3 x z)";

function run<Value>(steps: Generator<unknown, Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function prepared(text: string): Prepared {
  return createPreparer()({ ...subjectOf(text), seed: 0, layout: "jax" });
}

function subjectOf(text: string): SpaceSubject {
  return { source: text, field: "F", time: 0, quantity: "divergence" };
}

function linesOf(text: string, seeds: number[]) {
  const subject = subjectOf(text);
  const task: StreamlinesTask = {
    kind: "streamlines",
    subject,
    box,
    density: "normal",
    seeds: Float64Array.from(seeds),
    kept: null,
  };
  return run(streamlinesOf(prepared(text), task));
}

function tableOf(text: string, points: TablePoints, rows?: number, map: MapSettings | null = null) {
  const subject = { ...subjectOf(text), map };
  const words = "Divergence of F";
  const task = { kind: "table", subject, words, version: "1", seed: 7, points, rows } as const;
  const pieces = [...spaceTable(prepared(text), task)];
  const lines = pieces
    .map((piece) => piece.text)
    .join("")
    .trimEnd()
    .split("\n");
  const [header = "", ...body] = lines.filter((line) => !line.startsWith("#"));
  const names = header.split(",");
  const table = body.map((line) =>
    Object.fromEntries(line.split(",").map((value, k) => [names[k] as string, value])),
  );
  return {
    names,
    comment: lines.filter((line) => line.startsWith("#")),
    table,
    progress: pieces.map(({ progress }) => progress),
  };
}

async function modelOf(text: string, own: Partial<ModelLines> & Pick<ModelLines, "lines">, told = false) {
  const blob = run(
    spaceModel(prepared(text), {
      kind: "model",
      subject: subjectOf(text),
      words: "Divergence of F",
      version: "1",
      box,
      surfaces: null,
      lines: {
        shape: "flux",
        width: 1,
        colour: "map",
        palette: "purple-green",
        theme: "light",
        legend: { low: -1, high: 1, threshold: 0 },
        ...own,
      },
      told,
    }),
  );
  return new Uint8Array(await blob.arrayBuffer());
}

describe("the table of lines", () => {
  it("has each point's numbers in full, by what the lines are known to be", () => {
    const seeds = [0.1, 0.2, 0.05, -0.3, 0.1, 0.2];
    const lines = linesOf(source, seeds);
    const { names, table, progress, comment } = tableOf(source, {
      of: "lines",
      lines,
      shape: "flux",
      width: 2,
    });
    expect(names.join()).toBe("line,point,arc,time,radius,x,y,z,F_x,F_y,F_z,div");
    expect(comment).toContain("# points: along 2 streamlines, in the direction of the field");
    expect(table).toHaveLength(lines.points.length / 3);
    expect(progress.at(-1)).toBe(1);
    const most = lines.separation / 4;
    let capped = 0;
    for (const row of table) {
      const number = (name: string) => Number(row[name]);
      const seed = seeds.slice(3 * (number("line") - 1), 3 * number("line"));
      const growth = Math.exp(number("time"));
      for (const [k, name] of ["x", "y", "z"].entries()) {
        expect(number(name)).toBeCloseTo((seed[k] as number) * growth, 6);
        expect(row[`F_${name}`]).toBe(row[name]);
      }
      expect(number("arc")).toBeCloseTo(Math.hypot(...seed) * (growth - 1), 6);
      // A bundle's flux grows by exp ∫∇·F dt, its cross-section as that.
      const law = (2 * lines.separation * growth ** 1.5) / 14;
      expect(number("radius")).toBeCloseTo(Math.min(most, law), 6);
      capped += Number(law > most);
      expect(row.div).toBe("3");
    }
    expect(capped).toBeGreaterThan(0);
    expect(capped).toBeLessThan(0.7 * table.length);
    const points = table.filter(({ line }) => line === "2").map(({ point }) => point);
    expect(points).toEqual(points.map((_, k) => String(k + 1)));
  });

  it("has no radius of lines that are no tubes, and in a preview only some rows", () => {
    const lines = linesOf(winding, [0.5, 0, -0.9, 0.2, 0.1, -0.8]);
    const whole = tableOf(winding, { of: "lines", lines, shape: "lines", width: 1 });
    expect(whole.names).not.toContain("radius");
    for (const [k, { x, y, z, div }] of whole.table.entries()) {
      expect([x, y, z].map(Number)).toEqual([...lines.points.subarray(3 * k, 3 * k + 3)]);
      expect(Number(div)).toBeCloseTo(0.3 * Number(x), 14);
    }
    const some = tableOf(winding, { of: "lines", lines, shape: "lines", width: 1 }, 5);
    expect(some.table).toEqual(whole.table.slice(0, 5));
  });
});

describe("the table of slices", () => {
  it("has the free plane's points that lie in the box, spread over all of where it meets the box", () => {
    const plane = { through: [0.2, 0.1, -0.1], azimuth: 30, elevation: 50 } as const;
    const { table, comment, progress } = tableOf(winding, {
      of: "slices",
      slices: [{ name: "plane", plane, box, count: 60 }],
    });
    expect(comment).toContain("# plane: through 0.2 0.1 -0.1, normal at azimuth 30 and elevation 50 degrees");
    expect(progress.at(-1)).toBe(1);
    const [a, e] = [Math.PI / 6, (50 * Math.PI) / 180];
    const normal = [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)];
    const places = table.map(({ x, y, z }) => [x, y, z].map(Number));
    for (const [k, place] of places.entries()) {
      const off = place.reduce(
        (sum, value, axis) => sum + (value - (plane.through[axis] as number)) * (normal[axis] as number),
        0,
      );
      expect(Math.abs(off)).toBeLessThan(1e-14);
      expect(Math.max(...place.map(Math.abs))).toBeLessThan(1 + 1e-11);
      expect(Number(table[k]?.div)).toBeCloseTo(0.3 * (place[0] as number), 14);
    }
    // Every corner of the polygon has a point as near as the grid is fine.
    for (const corner of polygonOf(plane, box)) {
      const nearest = Math.min(
        ...places.map((place) => Math.hypot(...place.map((value, axis) => value - (corner[axis] as number)))),
      );
      expect(nearest).toBeLessThan(0.1);
    }
    expect(table.length).toBeGreaterThan(0.4 * 60 ** 2);
  });

  it("keeps all points of a plane that lies as a slice does, and none of one beside the box", () => {
    const upright = { through: [0, 0.25, 0], azimuth: 90, elevation: 0 } as const;
    const beside = { ...upright, through: [0, 3, 0] } as const;
    const slices = [upright, beside].map((plane) => ({ name: "plane", plane, box, count: 9 }));
    const { table } = tableOf(winding, { of: "slices", slices });
    expect(table).toHaveLength(81);
    expect(new Set(table.map(({ x }) => Number(x).toFixed(9))).size).toBe(9);
  });
});

describe("what is told above a table", () => {
  const made: MapSettings = {
    kind: "estimate",
    compare: { left: "estimate", right: "difference", divider: 0.5, step: 2 ** -9 },
    quantity: "divergence",
    method: "jacobian-forward",
    probes: 5,
    taken: 5,
    distribution: "gaussian",
    keys: "shared",
    layout: "jax",
    seed: 7,
  };
  const points = { of: "slices", slices: [] } as const;
  const estimate = "# estimate: hutchinson, 5 gaussian probes, shared keys, jax layout";
  const step = "# step: 0.001953125";

  it("is the document's seed, and what its map was made with", () => {
    const told = (map: MapSettings | null) =>
      tableOf(source, points, undefined, map).comment.filter((line) => /^# (seed|estimate|step):/.test(line));
    expect(told(null)).toEqual(["# seed: 7"]);
    expect(told(made)).toEqual(["# seed: 7", estimate]);
    expect(told({ ...made, kind: "predicted-error" })).toEqual(["# seed: 7", estimate]);
    expect(told({ ...made, kind: "difference" })).toEqual(["# seed: 7", step]);
    expect(told({ ...made, kind: "error" })).toEqual(["# seed: 7", estimate, step]);
    expect(told({ ...made, kind: "error", compare: { ...made.compare, left: "exact" } })).toEqual([
      "# seed: 7",
      step,
    ]);
  });
});

describe("lines as glTF", () => {
  it("are tubes around them: rings with the flux law's radii, their normals, closed around, in the map's colours", async () => {
    const lines = linesOf(winding, [0.5, 0, -0.9, 0.2, 0.1, -0.8]);
    const { json, meshes } = readGlb(await modelOf(winding, { lines, width: 0.7 }));
    expect(json.extras).toMatchObject({ source: winding, field: "F" });
    const [tubes] = meshes;
    if (!tubes || meshes.length !== 1) throw new Error("there is not one mesh");
    expect(tubes.name).toBe("Tubes of F");
    expect(tubes.material.pbrMetallicRoughness.baseColorFactor).toEqual([1, 1, 1, 1]);
    const count = lines.points.length / 3;
    const sides = tubes.positions.length / 3 / count;
    expect(sides).toBeGreaterThanOrEqual(6);
    const triple = (values: ArrayLike<number>, k: number) =>
      [0, 1, 2].map((axis) => values[3 * k + axis] as number);
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);
    let widest = 0;
    for (let k = 0; k < count; k += 1) {
      const [point, tangent] = [triple(lines.points, k), triple(lines.tangents, k)];
      const radius = Math.min(
        lines.separation / 4,
        0.7 * (lines.separation / 14) * Math.exp((lines.growth[k] as number) / 2),
      );
      widest = Math.max(widest, radius);
      const value = Math.min(1, Math.max(-1, 0.3 * (point[0] as number)));
      const colour = paletteColour("purple-green", "light", (value + 1) / 2);
      for (let j = 0; j < sides; j += 1) {
        const corner = sides * k + j;
        const out = triple(tubes.positions, corner).map((at, axis) => at - (point[axis] as number));
        expect(Math.hypot(...out)).toBeCloseTo(radius, 6);
        expect(Math.abs(dot(out, tangent))).toBeLessThan(1e-6);
        expect(dot(triple(tubes.normals, corner), out) / radius).toBeCloseTo(1, 5);
        for (const [channel, light] of triple(tubes.colours, corner).entries()) {
          const share = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
          expect(255 * share).toBeCloseTo(colour[channel] as number, 2);
        }
      }
    }
    expect(widest).toBeGreaterThan(0.01);
    // Each edge along a tube has a triangle on both sides, and all are turned outwards.
    const pieces = count - 2;
    expect(tubes.triangles).toHaveLength(3 * 2 * sides * pieces);
    for (let at = 0; at < tubes.triangles.length; at += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => triple(tubes.positions, tubes.triangles[at + k] as number)) as [
        number[],
        number[],
        number[],
      ];
      const [u, v] = [b, c].map((end) => end.map((value, axis) => value - (a[axis] as number))) as [
        number[],
        number[],
      ];
      const across = [0, 1, 2].map((axis) => {
        const [p, q] = [(axis + 1) % 3, (axis + 2) % 3];
        return (u[p] as number) * (v[q] as number) - (u[q] as number) * (v[p] as number);
      });
      expect(dot(across, triple(tubes.normals, tubes.triangles[at] as number))).toBeGreaterThan(0);
    }
  });

  it("are a line each where they are no tubes, as three's loader opens them", async () => {
    const lines = linesOf(source, [0.1, 0.2, 0.05, -0.3, 0.1, 0.2]);
    const file = await modelOf(source, { lines, shape: "lines", colour: "plain" });
    const [mesh] = readGlb(file).meshes;
    expect(mesh?.strips).toEqual([...lines.starts]);
    expect([...(mesh?.positions ?? [])]).toEqual([...Float32Array.from(lines.points)]);
    expect(mesh?.colours).toHaveLength(0);
    const { scene } = await new GLTFLoader().parseAsync(file.buffer as ArrayBuffer, "");
    const opened: number[] = [];
    scene.traverse((object) => {
      if ("isLine" in object)
        opened.push((object as import("three").Line).geometry.getAttribute("position").count);
    });
    expect(opened).toEqual([...lines.starts].slice(1).map((end, k) => end - (lines.starts[k] as number)));
  });

  it("stand beside surfaces in one file, and in words in its preview", async () => {
    const lines = linesOf(winding, [0.5, 0, -0.9]);
    const text = new TextDecoder().decode(await modelOf(winding, { lines }, true));
    expect(text).toMatch(/^Tubes of F: 1 with [\d\s]+ points\n$/u);
    const subject = subjectOf(winding);
    const blob = run(
      spaceModel(prepared(winding), {
        kind: "model",
        subject,
        words: "Divergence of F",
        version: "1",
        box,
        surfaces: {
          quantity: null,
          words: "Divergence of F",
          levels: [{ level: 0.1, colour: [1, 2, 3] }],
          opacity: 1,
          cells: 8,
        },
        lines: {
          lines,
          shape: "divergence",
          width: 1,
          colour: "plain",
          palette: "purple-green",
          theme: "dark",
          legend: { low: 0, high: 1, threshold: 0 },
        },
      }),
    );
    const { meshes } = readGlb(new Uint8Array(await blob.arrayBuffer()));
    expect(meshes.map(({ name }) => name)).toEqual(["Divergence of F = 0.1", "Tubes of F"]);
  });
});
