import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, toolPath } from "./support/commands.mjs";
import { fencedBlocks } from "./support/fenced.mjs";

const run = promisify(execFile);

/** A project that has installed the library: nothing else can be found from there. */
const project = mkdtempSync(join(tmpdir(), "deldot-library-"));
const installed = join(project, "node_modules", "deldot");

const readme = readFileSync(join(root, "README.md"), "utf8");
const [example, printed] = fencedBlocks(readme, "Use it as a library").map(({ text }) => text);

/** What a program prints in that project. */
async function output(program: string, ...options: string[]): Promise<string> {
  const file = join(project, "program.mjs");
  writeFileSync(file, program);
  const { stdout } = await run(process.execPath, [...options, file], { cwd: project });
  return stdout;
}

beforeAll(async () => {
  await run(process.execPath, [join(root, "scripts", "build-engine.mjs"), join(installed, "lib")]);
  copyFileSync(join(root, "package.json"), join(installed, "package.json"));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("the library", () => {
  it("needs no other package", () => {
    const text = readFileSync(join(installed, "lib", "index.js"), "utf8");
    expect(text).not.toMatch(/^import\b|\bimport\(|\brequire\(/m);
    expect(JSON.parse(readFileSync(join(root, "package.json"), "utf8"))).not.toHaveProperty("dependencies");
  });

  it("runs the README's example, which prints what the README says", async () => {
    expect(await output(example ?? "")).toBe(printed);
  });

  it("prints the same where text may not be compiled, as under a strict policy", async () => {
    expect(await output(example ?? "", "--disallow-code-generation-from-strings")).toBe(printed);
  });

  it("runs where there is nothing of Node", async () => {
    const program = `
      const print = console.log;
      for (const name of ["process", "Buffer", "global", "require", "setImmediate"]) delete globalThis[name];
      const { compileField, divergence } = await import("deldot");
      const field = compileField("F(x, y) = (x^2, x y)");
      print(typeof process, typeof Buffer, ...divergence(field, { points: [[3, 1]] }).values);`;
    expect(await output(program)).toBe("undefined undefined 9\n");
  });

  it.each(["nodenext", "bundler"])(
    "has types that a strict project accepts (%s)",
    async (moduleResolution) => {
      const program = `
      import { compileField, type Divergence, divergence, FieldError, type Plan } from "deldot";
      const found: Divergence = divergence(compileField("F(x, y) = (x, y)"), { points: [[1, 2]], probes: 3 });
      export const plan: Plan = found.plan;
      export const values: Float64Array = found.values;
      // @ts-expect-error there is no such method
      divergence(compileField(""), { points: [], method: "newton" });
      export const told = (error: unknown) => (error instanceof FieldError ? error.diagnostics[0]?.message : null);`;
      writeFileSync(join(project, "program.ts"), program);
      const compilerOptions = {
        target: "es2022",
        module: moduleResolution === "bundler" ? "esnext" : moduleResolution,
        moduleResolution,
        lib: ["es2022"],
        types: [],
        strict: true,
        noEmit: true,
      };
      writeFileSync(join(project, "package.json"), '{ "type": "module" }');
      writeFileSync(
        join(project, "tsconfig.json"),
        JSON.stringify({ compilerOptions, files: ["program.ts"] }),
      );
      const checked = run(process.execPath, [toolPath("typescript", "tsc"), "-p", project]);
      expect(await checked.catch(({ stdout }) => ({ stdout }))).toMatchObject({ stdout: "" });
    },
  );
});
