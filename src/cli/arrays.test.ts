import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { readVti } from "../app/export/testing/read-vti.ts";
import { deldot, rowsOf, temporaryFolder } from "./testing/command.ts";
import { libraries, python } from "./testing/python.ts";
import { readNpy } from "./testing/read-npy.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const wave = folder.file("wave.txt", "a = 2\nF(x, y, z) = (sin(x y), sqrt(y) z^2, cos(z) x + a t)\n");
const plane = folder.file("plane.txt", "φ(u, v) = (u^2 v, u v)\n");
const many = folder.file("many.txt", "G(x: R^5) = [x[i]^2 * x[0] for i in 0..4]\n");
const grid = ["--grid", "z=-1:1:4,x=0:3:5,y=-1:2:3"];

async function fileOf(format: string, source: string, ...argv: string[]): Promise<Buffer> {
  const out = folder.path(`out.${format}`);
  const outcome = await deldot(["divergence", source, ...argv, "--format", format, "--out", out]);
  expect(outcome).toEqual({ code: 0, stdout: "", stderr: "" });
  return readFileSync(out);
}

/** The same as rows of CSV: the numbers behind the coordinates. */
async function rowsAt(n: number, source: string, ...argv: string[]): Promise<number[][]> {
  const { stdout } = await deldot(["divergence", source, ...argv]);
  return rowsOf(stdout).map((row) => row.slice(n));
}

async function refusal(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await deldot(["divergence", ...argv]);
  expect([code, stdout]).toEqual([2, ""]);
  return stderr;
}

describe("deldot divergence --format npy", () => {
  it("is an array whose indices are the coordinates', by the format's specification", async () => {
    const rows = await rowsAt(3, wave, ...grid);
    expect(rows.flat().some(Number.isNaN)).toBe(true);
    const { descr, fortran, shape, values, begins } = readNpy(await fileOf("npy", wave, ...grid));
    expect({ descr, fortran, shape, align: begins % 64 }).toEqual({
      descr: "'<f8'",
      fortran: true,
      shape: [5, 3, 4],
      align: 0,
    });
    expect([...values]).toEqual(rows.flat());
  });

  it("has records where more than one number is asked for, in the plane and in R^n, with names of any letters", async () => {
    const estimate = ["--method", "hutchinson", "--probes", "3", "--grid", "u=0:1:3,v=1:2:2", "--components"];
    const planar = readNpy(await fileOf("npy", plane, ...estimate));
    expect(planar.descr).toBe(
      "[('φ', '<f8', (2,)), ('div', '<f8'), ('standardError', '<f8'), ('predictedVariance', '<f8')]",
    );
    expect([...planar.values]).toEqual((await rowsAt(2, plane, ...estimate)).flat());
    const ranges = ["--grid", "x0=0:1:2,x1=1:1:1,x2=0:1:3,x3=2:2:1,x4=0:1:2", "--components"];
    const wide = readNpy(await fileOf("npy", many, ...ranges));
    expect(wide.shape).toEqual([2, 1, 3, 1, 2]);
    expect([...wide.values]).toEqual((await rowsAt(5, many, ...ranges)).flat());
  });

  it("is of points as well, whose number is known only when a file of them has been read", async () => {
    const at = ["--at", "1,2,3", "--at", "3,2,1"];
    expect(readNpy(await fileOf("npy", wave, ...at))).toMatchObject({ shape: [2], fortran: false });
    // More than stays in memory.
    const lines = Array.from({ length: 150_000 }, (_, k) => `${k / 1000},1,2\n`).join("");
    const points = ["--points", folder.file("points.csv", lines)];
    const { shape, values } = readNpy(await fileOf("npy", wave, ...points));
    expect(shape).toEqual([150_000]);
    expect([...values]).toEqual((await rowsAt(3, wave, ...points)).flat());
  });

  // Without NumPy this is told as skipped.
  it.runIf(libraries.includes("numpy"))("is what NumPy reads", async () => {
    const path = folder.path("read.npy");
    const argv = [wave, ...grid, "--components", "--format", "npy", "--out", path];
    expect((await deldot(["divergence", ...argv])).code).toBe(0);
    const code = `
import json, sys, numpy as np
a = np.load(sys.argv[1])
print(json.dumps([a.shape, str(a.dtype), a["F"][4, 1, 2].tolist(), a["div"][4, 1, 2], a["F"].shape]))`;
    const told = execFileSync(python, ["-c", code, path], { encoding: "utf8" });
    const [row = []] = await rowsAt(3, wave, "--at", `3,0.5,${-1 + (2 * 2) / 3}`, "--components");
    expect(JSON.parse(told)).toEqual([
      [5, 3, 4],
      "[('F', '<f8', (3,)), ('div', '<f8')]",
      row.slice(0, 3),
      row[3],
      [5, 3, 4, 3],
    ]);
  });
});

describe("columns and arrays of one name", () => {
  const named = folder.file("named.txt", "divergence(div, y, z) = (div^2, y z, 3 z)\n");
  const own = ["--grid", "div=0:1:2,y=0:1:2,z=0:1:3", "--components"];

  it("are told apart: a field and a coordinate may be called as what is computed is", async () => {
    const { stdout } = await deldot(["divergence", named, ...own]);
    const parts = ["div", "y", "z"].map((name) => `divergence_${name}`);
    expect(stdout.split("\n")[0]).toBe(["div", "y", "z", ...parts, "div_2"].join(","));
    const { arrays, pointData } = readVti(await fileOf("vti", named, ...own));
    expect([...arrays].map(([name, { components }]) => [name, components])).toEqual([
      ["divergence", 1],
      ["divergence_2", 3],
    ]);
    expect(pointData).toEqual({ Scalars: "divergence", Vectors: "divergence_2" });
    // ∇·F = 2 div + z + 3, F = (div², y z, 3 z).
    const rows = rowsOf(stdout);
    expect(arrays.get("divergence")?.values).toEqual(rows.map(([x = 0, , z = 0]) => 2 * x + z + 3));
    expect(arrays.get("divergence_2")?.values).toEqual(
      rows.flatMap(([x = 0, y = 0, z = 0]) => [x ** 2, y * z, 3 * z]),
    );
    const error = folder.file("error.txt", "standardError(x, y) = (x y, y)\n");
    const estimate = ["--method", "hutchinson", "--grid", "x=0:1:2,y=0:1:2", "--components"];
    expect(readNpy(await fileOf("npy", error, ...estimate)).descr).toMatch(
      /^\[\('standardError', '<f8', \(2,\)\), \('div', '<f8'\), \('standardError_2', '<f8'\)/,
    );
  });
});

describe("deldot divergence --format vti", () => {
  it("is an image of the grid, with divergence and vectors at its points", async () => {
    const rows = await rowsAt(3, wave, ...grid, "--components");
    const image = readVti(await fileOf("vti", wave, ...grid, "--components"));
    expect(image.extent).toEqual([0, 4, 0, 2, 0, 3]);
    expect(image.origin).toEqual([0, -1, -1]);
    expect(image.spacing).toEqual([0.75, 1.5, 2 / 3]);
    expect(image.pointData).toEqual({ Scalars: "divergence", Vectors: "F" });
    expect([...image.arrays.keys()]).toEqual(["divergence", "F"]);
    expect(image.arrays.get("divergence")).toEqual({
      type: "Float64",
      components: 1,
      values: rows.map((row) => row[3]),
    });
    expect(image.arrays.get("F")).toEqual({
      type: "Float64",
      components: 3,
      values: rows.flatMap((row) => row.slice(0, 3)),
    });
  });

  it("is flat of a planar field, and of a field of more takes the axes that have points", async () => {
    const flat = readVti(await fileOf("vti", plane, "--grid", "u=0:1:3,v=1:2:2", "--components"));
    expect([flat.extent, flat.spacing]).toEqual([
      [0, 2, 0, 1, 0, 0],
      [0.5, 1, 1],
    ]);
    const rows = await rowsAt(2, plane, "--grid", "u=0:1:3,v=1:2:2", "--components");
    expect(flat.arrays.get("φ")?.values).toEqual(rows.flatMap(([a, b]) => [a, b, 0]));
    const ranges = ["--grid", "x0=0:1:2,x1=1:1:1,x2=0:1:3,x3=2:2:1,x4=0:1:2", "--components"];
    const { extent, arrays, pointData } = readVti(await fileOf("vti", many, ...ranges));
    expect([extent, pointData]).toEqual([[0, 1, 0, 2, 0, 1], { Scalars: "divergence" }]);
    expect(arrays.get("G")?.components).toBe(5);
    expect(arrays.get("divergence")?.values).toEqual((await rowsAt(5, many, ...ranges)).map((row) => row[5]));
  });

  it("is refused in a sentence where there is no such image, and leaves no file", async () => {
    expect(await refusal(wave, "--at", "1,2,3", "--format", "vti")).toMatch(/--format vti is for grids/);
    const five = "x0=0:1:2,x1=0:1:2,x2=0:1:3,x3=2:2:1,x4=0:1:2";
    expect(await refusal(many, "--grid", five, "--format", "vti")).toMatch(/an image has three axes, and 4/);
    const out = folder.path("none.vti");
    const back = await refusal(plane, "--grid", "u=1:0:3,v=0:1:2", "--format", "vti", "--out", out);
    expect(back).toMatch(/u does not\n$/);
    expect(() => readFileSync(out)).toThrow("ENOENT");
  });
});
