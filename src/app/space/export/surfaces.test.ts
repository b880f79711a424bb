import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import { describe, expect, it } from "vitest";
import { checkSource } from "../../../engine/language/check.ts";
import { seededRandom } from "../../../engine/testing/random.ts";
import { eachAxis } from "../../../shaders/space/lens.ts";
import type { GridAxis } from "../../export/grid.ts";
import { createPreparer } from "../../laboratory/subject.ts";
import { levelSurface } from "./level-surface.ts";
import { spaceModel } from "./model.ts";
import type { ModelSurfaces, ModelTask } from "./protocol.ts";
import { readGlb } from "./testing/read-glb.ts";

/** Its divergence is x² + y² + z². */
const ball = "F(x, y, z) = (x^3 / 3, y^3 / 3, z^3 / 3)";

function run<Value>(steps: Generator<unknown, Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

async function glbOf(
  source: string,
  { box, told, ...surfaces }: Partial<ModelSurfaces & ModelTask>,
): Promise<Uint8Array<ArrayBuffer>> {
  expect(checkSource(source).diagnostics).toEqual([]);
  const subject = { source, field: "F", time: 0, quantity: "divergence" } as const;
  const prepared = createPreparer()({ ...subject, seed: 0, layout: "jax" });
  const blob = run(
    spaceModel(prepared, {
      kind: "model",
      subject,
      words: "Divergence of F",
      version: "1",
      box: box ?? { low: [-2, -2, -2], high: [2, 2, 2] },
      surfaces: {
        quantity: null,
        words: "Divergence of F",
        levels: [{ level: 1.3, colour: [255, 0, 128] }],
        opacity: 1,
        cells: 24,
        ...surfaces,
      },
      lines: null,
      told,
    }),
  );
  return new Uint8Array(await blob.arrayBuffer());
}

/** Corners − edges + triangles; throws where an edge has not two triangles, one each way. */
function characteristic(triangles: ArrayLike<number>): number {
  const edges = new Set<string>();
  const corners = new Set<number>();
  for (let k = 0; k < triangles.length; k += 3)
    for (let side = 0; side < 3; side += 1) {
      const [from, to] = [triangles[k + side] as number, triangles[k + ((side + 1) % 3)] as number];
      corners.add(from);
      const edge = `${from} ${to}`;
      if (edges.has(edge)) throw new Error("an edge is gone along twice the same way");
      edges.add(edge);
    }
  for (const edge of edges)
    if (!edges.has(edge.split(" ").reverse().join(" "))) throw new Error("the surface has a border");
  return corners.size - edges.size / 2 + triangles.length / 3;
}

/** Six times what triangles enclose, by the divergence theorem. */
function enclosed(positions: ArrayLike<number>, triangles: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < triangles.length; k += 3) {
    const [a, b, c] = eachAxis((side) => {
      const corner = triangles[k + side] as number;
      return eachAxis((axis) => positions[3 * corner + axis] as number);
    });
    sum +=
      a[0] * (b[1] * c[2] - b[2] * c[1]) +
      a[1] * (b[2] * c[0] - b[0] * c[2]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return sum / 6;
}

const axis = (low: number, high: number, count: number): GridAxis => ({ name: "", low, high, count });
const cube = (half: number, count: number) =>
  [axis(-half, half, count), axis(-half, half, count), axis(-half, half, count)] as const;

function pointwise(of: (x: number, y: number, z: number) => number) {
  return (places: Float64Array) =>
    Float64Array.from({ length: places.length / 3 }, (_, k) =>
      of(places[3 * k] as number, places[3 * k + 1] as number, places[3 * k + 2] as number),
    );
}

describe("a surface where a function has a value", () => {
  it("is closed, lies on the level, and has the right number of holes: a ball, also through corners of the grid, and a ring", () => {
    for (const [name, of, level, holes] of [
      ["ball", (x: number, y: number, z: number) => x * x + y * y + z * z, 1.3, 2],
      ["a ball through corners", (x: number, y: number, z: number) => x * x + y * y + z * z, 1, 2],
      ["an octahedron", (x: number, y: number, z: number) => Math.abs(x) + Math.abs(y) + Math.abs(z), 1, 2],
      ["ring", (x: number, y: number, z: number) => (Math.hypot(x, y) - 1.2) ** 2 + z * z, 0.2, 0],
    ] as const) {
      // 21 corners from −2 to 2: the grid has corners at whole numbers.
      const values = pointwise(of);
      const { positions, triangles } = run(levelSurface(cube(2, 21), level, values));
      expect(characteristic(triangles), name).toBe(holes);
      expect(triangles.length, name).toBeGreaterThan(1000);
      for (const value of values(positions)) expect(Math.abs(value - level), name).toBeLessThan(1e-7);
      // Counterclockwise seen from where values are larger: from outside.
      expect(enclosed(positions, triangles), name).toBeGreaterThan(0.5);
    }
  });

  it("is as closed of any smooth function that stays away from the border (seed 5)", () => {
    const random = seededRandom(5);
    for (let k = 0; k < 6; k += 1) {
      const [a, b, c, d] = Array.from({ length: 4 }, () => 2 * random() - 1) as [
        number,
        number,
        number,
        number,
      ];
      const of = (x: number, y: number, z: number) =>
        Math.sin(3 * a * x + 2 * y) * Math.cos(3 * b * y - z) +
        c * Math.sin(4 * z + d * x) -
        (x ** 2 + y ** 2 + z ** 2) ** 2;
      const level = -0.3 + 0.1 * d;
      const values = pointwise(of);
      const { positions, triangles } = run(levelSurface(cube(1.6, 18), level, values));
      expect(characteristic(triangles) % 2).toBe(0);
      for (const value of values(positions)) expect(Math.abs(value - level)).toBeLessThan(1e-6);
    }
  });

  it("is not where a function jumps or has a pole, nor where it has no value", () => {
    const jumps = [
      pointwise((x) => (x > 0.03 ? 1 : -1)),
      pointwise((x) => 1 / (x - 0.0123)),
      pointwise((x) => (x < 0.5 ? Number.NaN : -x)),
    ];
    for (const values of jumps) expect(run(levelSurface(cube(1, 12), 0, values)).triangles).toHaveLength(0);
    const half = pointwise((x, y, z) => (x > 0 ? Number.NaN : Math.hypot(x, y, z)));
    const { positions, triangles } = run(levelSurface(cube(1, 13), 0.7, half));
    expect(triangles.length).toBeGreaterThan(300);
    for (let k = 0; k < positions.length; k += 3) expect(positions[k]).toBeLessThanOrEqual(0);
  });
});

describe("surfaces as glTF", () => {
  it("are those of the map, with its exact gradient as normals, about the middle of a box that is far away", async () => {
    const far = 1000;
    const source = `F(x, y, z) = ((x - ${far})^3 / 3, y^3 / 3, z^3 / 3)`;
    const box = { low: [far - 2, -2, -2], high: [far + 2, 2, 2] } as const;
    const levels = [
      { level: 1.3, colour: [255, 0, 128] },
      { level: 2.6, colour: [0, 255, 0] },
    ] as const;
    const { json, meshes } = readGlb(await glbOf(source, { box, levels, opacity: 0.5 }));
    expect(json.asset.version).toBe("2.0");
    expect(json.extras).toMatchObject({ source, field: "F" });
    expect(meshes.map(({ name }) => name)).toEqual(["Divergence of F = 1.3", "Divergence of F = 2.6"]);
    for (const [k, { positions, normals, triangles, translation, material }] of meshes.entries()) {
      expect(translation).toEqual([far, 0, 0]);
      const radius = Math.sqrt((levels[k] as (typeof levels)[number]).level);
      expect(characteristic(triangles)).toBe(2);
      const volume = (4 / 3) * Math.PI * radius ** 3;
      expect(enclosed(positions, triangles) / volume).toBeCloseTo(1, 1);
      expect(enclosed(positions, triangles)).toBeGreaterThan(0.97 * volume);
      for (let at = 0; at < positions.length; at += 3) {
        const place = positions.subarray(at, at + 3);
        const range = 12;
        expect(Math.abs(Math.hypot(...place) ** 2 - radius ** 2)).toBeLessThan(1e-3 * range);
        for (const axis of [0, 1, 2])
          expect(normals[at + axis]).toBeCloseTo((place[axis] as number) / Math.hypot(...place), 5);
      }
      expect(material.pbrMetallicRoughness.baseColorFactor[3]).toBe(0.5);
    }
    // sRGB's 128 is 21.6 % of the light.
    expect(meshes[0]?.material.pbrMetallicRoughness.baseColorFactor[2]).toBeCloseTo(0.2159, 3);
  });

  it("are opened by three's loader, standing upright", async () => {
    const file = await glbOf("F(x, y, z) = (x, y, z^2 / 2)", { levels: [{ level: 3, colour: [9, 9, 9] }] });
    const { scene } = await new GLTFLoader().parseAsync(file.buffer, "");
    scene.updateMatrixWorld(true);
    let corners = 0;
    scene.traverse((object) => {
      if (!("isMesh" in object)) return;
      const { geometry, matrixWorld } = object as import("three").Mesh;
      const positions = geometry.getAttribute("position").clone().applyMatrix4(matrixWorld);
      corners += positions.count;
      // z = 1 in the field is a height of 1 there.
      for (let k = 0; k < positions.count; k += 1) expect(positions.getY(k)).toBeCloseTo(1, 6);
      expect(geometry.index?.count).toBeGreaterThan(0);
    });
    expect(corners).toBeGreaterThan(600);
  });

  it("are told in words as a preview, and refused in a sentence where there are none", async () => {
    const levels = [1, -1].map((level) => ({ level, colour: [0, 0, 0] as const }));
    const text = new TextDecoder().decode(await glbOf(ball, { levels, told: true }));
    expect(text).toMatch(/^Divergence of F = 1: [\d\s]+ triangles\nDivergence of F = -1: nothing here\n$/);
    await expect(glbOf(ball, { levels: levels.slice(1) })).rejects.toThrow(
      "There is no surface with these levels in the box.",
    );
  });
});
