import { type SpawnOptionsWithoutStdio, spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "./testing/command.ts";

const script = fileURLToPath(new URL("../../scripts/deldot.mjs", import.meta.url));
const folder = temporaryFolder();
afterAll(() => folder.remove());
const field = folder.file("f.txt", "F(x, y) = (sin(x y) + x^2, cos(x) - y^3)\n");

/** Runs the real command; `read` sees its standard output as it comes. */
function command(argv: string[], stdin: string | null, options: SpawnOptionsWithoutStdio = {}) {
  const child = spawn(process.execPath, [script, ...argv], options);
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  if (stdin !== null) child.stdin.end(stdin);
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, stderr }));
  });
  return { child, ended };
}

async function outputOf(argv: string[], stdin = "", options: SpawnOptionsWithoutStdio = {}) {
  const { child, ended } = command(argv, stdin, options);
  let stdout = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  return { ...(await ended), stdout };
}

describe("the command as a process", () => {
  it("works from any folder, with values on standard output and nothing else", async () => {
    const { code, stdout, stderr } = await outputOf(["divergence", "f.txt", "--at", "0,0"], "", {
      cwd: folder.path("."),
    });
    expect([code, stdout, stderr]).toEqual([0, "x,y,div\n0,0,0\n", ""]);
  });

  it("passes standard input and exit codes on", async () => {
    expect(await outputOf(["check", "-"], "F(x, y) = (x, y)")).toEqual({ code: 0, stdout: "", stderr: "" });
    const wrong = await outputOf(["check", "-"], "F(x, y) = (x, )");
    expect(wrong).toMatchObject({ code: 1, stdout: "" });
    expect(wrong.stderr).toMatch(/^<stdin>:1:\d+: error: .*\n$/);
    const unasked = await outputOf(["divergence", "-"], "");
    expect(unasked).toMatchObject({ code: 2, stdout: "" });
    expect(unasked.stderr).toMatch(/^deldot: error: say where.*\n$/);
  });

  it("ends quietly when its reader has had enough", async () => {
    const { child, ended } = command(["divergence", field, "--grid", "x=0:1:3000,y=0:1:3000"], "");
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await ended).toEqual({ code: 0, stderr: "" });
  });

  it("does not wait for more input than it needs", async () => {
    // Standard input stays open; nobody types anything.
    const { child, ended } = command(["divergence", field, "--at", "0,0"], null);
    child.stdout.resume();
    expect(await ended).toEqual({ code: 0, stderr: "" });
    child.stdin.destroy();
  });

  it.runIf(process.platform === "linux")(
    "streams a grid of four million points in little memory",
    async () => {
      // JSON keeps what comes later in a temporary file; a quarter of the points shows that as well.
      const tables = [
        { format: "csv", grid: "x=-3:3:2000,y=-3:3:2000", size: 200e6 },
        { format: "json", grid: "x=-3:3:1000,y=-3:3:1000", size: 50e6 },
        { format: "vti", grid: "x=-3:3:2000,y=-3:3:2000", size: 127e6, flags: ["--components"] },
      ];
      for (const { format, grid, size, flags = [] } of tables) {
        const out = folder.path(`grid.${format}`);
        const argv = ["divergence", field, "--grid", grid, "--format", format, "--out", out, ...flags];
        const { child, ended } = command(argv, "");
        let peak = 0;
        const watch = setInterval(() => {
          peak = Math.max(peak, residentMegabytes(child.pid ?? 0));
        }, 50);
        expect(await ended).toEqual({ code: 0, stderr: "" });
        clearInterval(watch);
        expect(statSync(out).size).toBeGreaterThan(size);
        expect(peak).toBeGreaterThan(20);
        expect(peak).toBeLessThan(220);
      }
    },
    180_000,
  );
});

/** What a process holds in memory now, from the kernel's accounts; 0 when it has ended. */
function residentMegabytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
