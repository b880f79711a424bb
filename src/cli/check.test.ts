import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deldot } from "./testing/command.ts";

const check = (source: string) => deldot(["check", "-"], source);

describe("deldot check", () => {
  it("has nothing to say about a good source", async () => {
    const source = "a = 1.5 in [0, 3]\nF(x, y) = (a sin(2 y), x y) # a field\n";
    expect(await check(source)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("warns without failing where there is no field yet", async () => {
    const { code, stderr } = await check("a = 2\n");
    expect(code).toBe(0);
    expect(stderr).toMatch(/^<stdin>:1:1: warning: .*\n$/);
  });

  it("tells every error on a line of its own, where an editor finds it", async () => {
    const { code, stdout, stderr } = await check("F(x, y) = (siny, x)\n\n  G(x, y) = (x, 𝑞)\n");
    expect([code, stdout]).toEqual([1, ""]);
    const lines = stderr.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^<stdin>:1:12: error: .*siny/);
    expect(lines.at(-1)).toMatch(/^<stdin>:3:17: error: /);
  });

  it("answers any text, within its exit codes and its form", async () => {
    const piece = fc.constantFrom(
      "F(x, y) = ",
      "(x, y)",
      "(",
      ")",
      "sin",
      "a = ",
      "1e9",
      "\n",
      "²",
      "in [",
      ",",
      " where ",
    );
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(piece).map((pieces) => pieces.join("")),
    );
    await fc.assert(
      fc.asyncProperty(text, async (source) => {
        if (source.trimStart().startsWith("{")) return;
        const { code, stdout, stderr } = await check(source);
        expect(stdout).toBe("");
        const lines = stderr.split("\n").slice(0, -1);
        for (const line of lines) expect(line).toMatch(/^<stdin>:\d+:\d+: (error|warning): ./);
        expect(code).toBe(lines.some((line) => /^\S+ error: /.test(line)) ? 1 : 0);
      }),
      { numRuns: 200 },
    );
  });
});
