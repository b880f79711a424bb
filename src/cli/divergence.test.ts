import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { createDocument } from "../app/document/document.ts";
import { serialiseDocument } from "../app/document/serialise.ts";
import { deldot, rowsOf, temporaryFolder } from "./testing/command.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const spiral = folder.file(
  "spiral.txt",
  "a = 1.5 in [0, 3]\nF(x, y) = (a x^2 + y, x y^3)\nG(u, v) = (u, v, u)\n",
);
/** div F = 2 a x + 3 x y². */
const divF = (a: number, x: number, y: number) => 2 * a * x + 3 * x * y ** 2;
const thread = folder.file("thread.txt", "f(x, y, z) = (x, 2 y, 3 z)\n");

const values = async (...argv: string[]) => {
  const { code, stdout, stderr } = await deldot(["divergence", ...argv]);
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
};

describe("deldot divergence", () => {
  it("gives the divergence at a point, and at several", async () => {
    expect(await values(spiral, "--at", "1,2")).toBe(`x,y,div\n1,2,${divF(1.5, 1, 2)}\n`);
    expect(await values(spiral, "--at", "1,2", "--at", "-1,.5")).toBe(
      `x,y,div\n1,2,${divF(1.5, 1, 2)}\n-1,0.5,${divF(1.5, -1, 0.5)}\n`,
    );
  });

  it("agrees with itself by every exact method, to rounding", async () => {
    const byMethod = await Promise.all(
      ["auto", "jacobian-forward", "jacobian-reverse", "per-component"].map((method) =>
        values(spiral, "--grid", "x=-3:3:7,y=-3:3:5", "--method", method).then(rowsOf),
      ),
    );
    for (const rows of byMethod) {
      expect(rows).toHaveLength(35);
      for (const [x = 0, y = 0, div] of rows) expect(div).toBeCloseTo(divF(1.5, x, y), 11);
    }
  });

  it("gives 10 fifty times for x @ eye(10) at arange(500).reshape(50, 10)", async () => {
    const linear = folder.file("linear.txt", "theta = eye(10)\nL(x: R^10) = x @ theta\n");
    const lines = Array.from({ length: 50 }, (_, i) =>
      Array.from({ length: 10 }, (_, j) => 10 * i + j).join(","),
    );
    const rows = rowsOf(await values(linear, "--points", folder.file("arange.csv", `${lines.join("\n")}\n`)));
    expect(rows.map((row) => row.at(-1))).toEqual(new Array(50).fill(10));
    expect(rows.map((row) => row.slice(0, 10).join(","))).toEqual(lines);
  });

  it("walks a grid with x fastest and both ends in it, however the grid is written", async () => {
    const text = await values(spiral, "--grid", "y=0:1:2,x=-1:1:3");
    expect(rowsOf(text).map(([x, y]) => [x, y])).toEqual([
      [-1, 0],
      [0, 0],
      [1, 0],
      [-1, 1],
      [0, 1],
      [1, 1],
    ]);
  });

  it("knows coordinates of a grid by any of their names, as parameters", async () => {
    const polar = folder.file("polar.txt", "F(r, θ) = (r θ, θ^2)\n");
    const rows = rowsOf(await values(polar, "--grid", "theta=1:2:2,r=3:3:1"));
    expect(rows).toEqual([
      [3, 1, 3],
      [3, 2, 6],
    ]);
  });

  it("takes parameters and time from the command line", async () => {
    expect(rowsOf(await values(spiral, "--at", "1,2", "--param", "a=-2"))).toEqual([[1, 2, divF(-2, 1, 2)]]);
    const moving = folder.file("moving.txt", "F(x, y) = (t x, 0)");
    expect(rowsOf(await values(moving, "--at", "1,2", "--time", "2.5"))).toEqual([[1, 2, 2.5]]);
  });

  it("gives the components when asked", async () => {
    const text = await values(spiral, "--at", "1,2", "--components");
    expect(text).toBe(`x,y,F_x,F_y,div\n1,2,3.5,8,${divF(1.5, 1, 2)}\n`);
  });

  it("estimates with the published numbers of the JAX thread", async () => {
    const estimate = ["--method", "hutchinson", "--probes", "1000", "--seed", "0", "--at", "1,1,1"];
    const legacy = await values(thread, ...estimate, "--distribution", "gaussian", "--prng", "jax-legacy");
    expect(legacy.split("\n")[0]).toBe("x,y,z,div,standardError,predictedVariance");
    // 6.1945624 in JAX, which computes in float32; the variance law says 2·(1 + 4 + 9)/1000.
    const [, , , div, error, variance] = rowsOf(legacy)[0] ?? [];
    expect(Math.abs((div ?? 0) - 6.1945624)).toBeLessThan(5e-5);
    expect(variance).toBeCloseTo(0.028, 12);
    expect(error).toBeGreaterThan(0.1);
    const modern = rowsOf(await values(thread, ...estimate, "--distribution", "gaussian"));
    expect(modern[0]?.[3]).toBeCloseTo(5.69566, 4);
    const signs = rowsOf(await values(thread, ...estimate));
    expect(signs).toEqual([[1, 1, 1, 6, 0, 0]]);
  });

  it("has every estimator and every distribution, and the variances that have a law", async () => {
    // n = 3: exact with 3 coordinate or orthogonal probes and with 4 rows of a Hadamard matrix.
    const dense = folder.file("dense.txt", "f(x, y, z) = (x + y z, x^2 - 3 y, 2 z + x y)\n");
    const at = ["--at", "1,2,-1", "--method", "hutchinson"];
    for (const [distribution, probes] of [
      ["coordinate", "3"],
      ["orthogonal", "6"],
      ["hadamard", "4"],
    ] as const) {
      const [row] = rowsOf(await values(dense, ...at, "--distribution", distribution, "--probes", probes));
      expect(row?.[3]).toBeCloseTo(0, 12);
      expect(row?.slice(4)).toEqual([0, 0]);
    }
    const sphere = rowsOf(await values(dense, ...at, "--distribution", "sphere", "--probes", "5"));
    // S has the diagonal 1, −3, 2 and 1/2, 2, 1/2 beside it: F = 23, t = 0, and the law is 2n/(n+2)·(F − t²/n)/m.
    expect(sphere[0]?.[5]).toBeCloseTo(((6 / 5) * 23) / 5, 12);
    for (const method of ["hutch++", "na-hutch++", "xtrace"]) {
      const asked = ["--at", "1,2,-1", "--method", method, "--probes", "12", "--distribution", "sphere"];
      const table = await values(dense, ...asked);
      expect(table.split("\n")[0]).toBe("x,y,z,div,standardError");
      const json = JSON.parse(await values(dense, ...asked, "--format", "json"));
      expect(json.predictedVariance).toBeNull();
      expect(json.standardError).toHaveLength(1);
      // xtrace draws no more than n + 1 = 4 probes, whose range takes n = 3 products more.
      expect(json.passes).toBe(method === "xtrace" ? 7 : 12);
      // The sketches of the other two hold all of R³.
      const allowed = method === "na-hutch++" ? 5 * json.standardError[0] : 1e-12;
      expect(Math.abs(json.divergence[0])).toBeLessThan(allowed);
    }
  });

  it("gives points fresh probes with per-point keys, and the same whichever way they are asked for", async () => {
    const swirl = folder.file("swirl.txt", "F(x, y) = (x + 3 y, x - y)");
    const options = ["--method", "hutchinson", "--probes", "4", "--distribution", "gaussian"];
    const grid = ["--grid", "x=0:1:100,y=0:1:100"];
    const shared = rowsOf(await values(swirl, ...grid, ...options));
    expect(new Set(shared.map((row) => row[2])).size).toBe(1);
    const fresh = rowsOf(await values(swirl, ...grid, ...options, "--keys", "per-point"));
    expect(new Set(fresh.map((row) => row[2])).size).toBe(10_000);
    // The same points from a file are cut into the same indices.
    const points = folder.file("grid.csv", fresh.map(([x, y]) => `${x},${y}`).join("\n"));
    expect(rowsOf(await values(swirl, "--points", points, ...options, "--keys", "per-point"))).toEqual(fresh);
  });

  it("writes numbers that are not finite by name, and goes on", async () => {
    const pole = folder.file("pole.txt", "F(x, y) = (log(x), sqrt(y))");
    const text = await values(pole, "--grid", "x=0:1:2,y=0:1:2", "--components");
    expect(text).toBe("x,y,F_x,F_y,div\n0,0,-inf,0,inf\n1,0,0,0,inf\n0,1,-inf,1,inf\n1,1,0,1,1.5\n");
    const json = JSON.parse(
      await values(pole, "--at", "-1,1", "--at", "0,1", "--components", "--format", "json"),
    );
    expect(json.components).toEqual([
      ["nan", 1],
      ["-inf", 1],
    ]);
    expect(json.divergence[1]).toBe("inf");
  });

  it("writes JSON as the specification has it", async () => {
    expect(JSON.parse(await values(spiral, "--at", "1,2", "--format", "json"))).toEqual({
      field: "F",
      dimension: 2,
      method: "structured",
      passes: 1,
      points: [[1, 2]],
      divergence: [divF(1.5, 1, 2)],
      standardError: null,
      predictedVariance: null,
    });
    const estimate = [
      "--method",
      "hutchinson",
      "--probes",
      "8",
      "--distribution",
      "gaussian",
      "--format",
      "json",
    ];
    const grid = ["--grid", "x=0:1:120,y=0:1:100"];
    const json = JSON.parse(await values(spiral, ...grid, ...estimate));
    const rows = rowsOf(await values(spiral, ...grid, ...estimate.slice(0, -2)));
    expect(json.passes).toBe(8);
    expect(json.points).toEqual(rows.map((row) => row.slice(0, 2)));
    expect(json.divergence).toEqual(rows.map((row) => row[2]));
    expect(json.standardError).toEqual(rows.map((row) => row[3]));
    expect(json.predictedVariance).toEqual(rows.map((row) => row[4]));
  });

  it("reads points with and without a header, by column when the header names them", async () => {
    const plain = folder.file("plain.csv", "1,2\r\n\r\n# a remark\r\n3,4");
    const headed = folder.file("headed.csv", '"p","q"\n1;2\n3;4\n'.replaceAll(",", ";"));
    const mixed = folder.file("mixed.csv", "\uFEFFy\tname\tx\n2\ta\t1\n4\tb\t3\n");
    const expected = `x,y,div\n1,2,${divF(1.5, 1, 2)}\n3,4,${divF(1.5, 3, 4)}\n`;
    expect(await values(spiral, "--points", plain)).toBe(expected);
    expect(await values(spiral, "--points", headed)).toBe(expected);
    expect(await values(spiral, "--points", mixed)).toBe(expected);
    const again = folder.file("again.csv", expected);
    expect(await values(spiral, "--points", again)).toBe(expected);
    expect(await values(spiral, "--points", folder.file("empty.csv", ""))).toBe("x,y,div\n");
  });

  it("reads the source or the points from standard input", async () => {
    const source = await deldot(["divergence", "-", "--at", "2,3"], "F(x, y) = (x y, y)");
    expect(source).toEqual({ code: 0, stdout: "x,y,div\n2,3,4\n", stderr: "" });
    const points = await deldot(["divergence", spiral, "--points", "-"], "1 2\n");
    expect(rowsOf(points.stdout)).toEqual([[1, 2, divF(1.5, 1, 2)]]);
  });

  it("reads a notebook: its code cells, and its seed", async () => {
    const document = {
      ...createDocument("two cells", "b = 2"),
      seed: 7,
      cells: [
        { id: "p", kind: "code" as const, source: "b = 2" },
        { id: "q", kind: "code" as const, source: "F(x, y) = (b x + y, x y)" },
      ],
    };
    const path = folder.file("n.deldot.json", serialiseDocument(document));
    expect(rowsOf(await values(path, "--at", "1,5"))).toEqual([[1, 5, 3]]);
    const estimate = ["--at", "1,5", "--method", "hutchinson", "--distribution", "gaussian"];
    expect(await values(path, ...estimate)).toBe(await values(path, ...estimate, "--seed", "7"));
    expect(await values(path, ...estimate)).not.toBe(await values(path, ...estimate, "--seed", "0"));

    const broken = serialiseDocument({
      ...document,
      cells: [...document.cells, { id: "r", kind: "code" as const, source: "\nG(x, y) = (x, nothing)" }],
    });
    const { code, stderr } = await deldot([
      "divergence",
      folder.file("b.deldot.json", broken),
      "--at",
      "1,5",
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^\S*b\.deldot\.json#3:2:15: error: .*\n$/);
  });

  it("writes to a file, and then nothing to standard output", async () => {
    const out = folder.path("out.csv");
    expect(await values(spiral, "--at", "1,2", "--out", out)).toBe("");
    expect(readFileSync(out, "utf8")).toBe(`x,y,div\n1,2,${divF(1.5, 1, 2)}\n`);
  });

  it("writes a file in the format of its ending", async () => {
    const out = folder.path("out.npy");
    expect(await values(spiral, "--grid", "x=0:1:2,y=0:1:3", "--out", out)).toBe("");
    expect(readFileSync(out).subarray(1, 6).toString()).toBe("NUMPY");
  });

  it("takes the first field, or the one asked for", async () => {
    const two = folder.file("two.txt", "r(x, y) = x y\nA(x, y) = (x, y)\nB(u, v) = (3 u, v)\n");
    expect(await values(two, "--at", "1,2")).toBe("x,y,div\n1,2,2\n");
    expect(await values(two, "--at", "1,2", "--field", "B")).toBe("u,v,div\n1,2,4\n");
  });
});

describe("deldot divergence refuses", () => {
  const refuse = async (code: number, pattern: RegExp, ...argv: string[]) => {
    const outcome = await deldot(["divergence", ...argv]);
    expect(outcome).toMatchObject({ code, stdout: "" });
    expect(outcome.stderr).toMatch(pattern);
    expect(outcome.stderr.trimEnd().split("\n")).toHaveLength(1);
  };
  const bad = folder.file("bad.txt", "# a field\nF(x, y) = (x, unknown)\n");

  it("a field that is wrong, with its place, and exit code 1", async () => {
    await refuse(1, /bad\.txt:2:15: error: .*unknown/, bad, "--at", "1,2");
    await refuse(
      1,
      /\.txt:1:1: error: There is no field here/,
      folder.file("none.txt", "a = 2"),
      "--at",
      "1,2",
    );
    await refuse(1, /:3:1: error: G is not a field/, spiral, "--at", "1,2", "--field", "G");
    await refuse(
      1,
      /:1:1: error: .*not a Deldot document/,
      folder.file("x.deldot.json", '{"a": 1}'),
      "--at",
      "1,2",
    );
  });

  it("arguments that do not fit, with exit code 2", async () => {
    await refuse(
      2,
      /--field H: nothing here has that name; the fields are F$/m,
      spiral,
      "--at",
      "1,2",
      "--field",
      "H",
    );
    await refuse(2, /--param b: .* there are a$/m, spiral, "--at", "1,2", "--param", "b=1");
    await refuse(2, /--at gives 3 numbers, but F takes 2 numbers/, spiral, "--at", "1,2,3");
    await refuse(2, /z, but F has the coordinates x, y/, spiral, "--grid", "x=0:1:2,z=0:1:2");
    await refuse(2, /y is missing/, spiral, "--grid", "x=0:1:2");
    await refuse(2, /--grid gives theta twice/, spiral, "--grid", "θ=1:2:2,theta=1:2:2");
    await refuse(2, /cannot both be standard input/, "-", "--points", "-");
  });

  it("files that cannot be used, with exit code 2", async () => {
    const missing = folder.path("missing.txt");
    await refuse(2, /cannot read .*missing\.txt: there is no such file/, missing, "--at", "1,2");
    await refuse(2, /cannot read .*: it is a directory/, folder.path("."), "--at", "1,2");
    await refuse(2, /cannot read .*missing\.txt/, spiral, "--points", missing);
    await refuse(2, /not UTF-8/, folder.file("latin.txt", Uint8Array.of(0x46, 0xe9, 0xff)), "--at", "1,2");
    await refuse(
      2,
      /cannot write .*: there is no such file/,
      spiral,
      "--at",
      "1,2",
      "--out",
      folder.path("no/o.csv"),
    );
    await refuse(2, /would overwrite/, spiral, "--at", "1,2", "--out", spiral);
    await refuse(2, /larger than 4 MB/, folder.file("big.txt", "#".repeat(5 << 20)), "--at", "1,2");
  });

  it("tables that do not fit, with the line", async () => {
    const table = (name: string, text: string) => ["--points", folder.file(name, text)];
    await refuse(
      2,
      /a\.csv:1: error: 3 numbers in a row, but F takes 2/,
      spiral,
      ...table("a.csv", "1,2,3\n"),
    );
    await refuse(
      2,
      /b\.csv:3: error: 1 number in this row, 2 in/,
      spiral,
      ...table("b.csv", "x,y\n1,2\n3\n"),
    );
    await refuse(2, /c\.csv:2: error: "two" is not a number/, spiral, ...table("c.csv", "1,2\n1,two\n"));
  });
});
