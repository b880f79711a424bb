import { describe, expect, it } from "vitest";
import { deldot, rowsOf } from "./testing/command.ts";

const net = `W1 = randn(32, 6, seed=1) / sqrt(6)
W2 = randn(6, 32, seed=2) / 6
N(x: R^6) = W2 @ tanh(W1 @ x)
G(x, y) = (x + y, y)
`;

describe("deldot plan", () => {
  it("tells the cheapest way first, and all others with what they cost", async () => {
    const { code, stdout, stderr } = await deldot(["plan", "-"], net);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^N: R\^6 → R\^6, [\d ]+ flops a point$/);
    expect(lines[1]).toMatch(
      /^Cheapest exact divergence: structured: layers, 1 pass, [\d ]+ flops\. One layer: /,
    );
    expect(lines[4]).toMatch(/^→ {2}structured: layers +1 +[\d ]+ {2}0\.\d\d F {2}One layer: /);
    for (const method of ["jacobian-forward", "jacobian-reverse", "per-component"])
      expect(stdout).toMatch(new RegExp(`^ {3}${method} +6 +[\\d ]+ +\\d+(?:\\.\\d+)? F {2}`, "m"));
    expect(stdout).toMatch(/^ {3}structured: separable +– +– +– {2}Component 0 also depends on x1\.$/m);
  });

  it("gives the same as JSON, in the form of the specification", async () => {
    const { code, stdout } = await deldot(["plan", "-", "--field", "N", "--format", "json"], net);
    expect(code).toBe(0);
    const plan = JSON.parse(stdout);
    expect(plan).toMatchObject({ field: "N", dimension: 6, chosen: "structured" });
    expect(plan.candidates.length).toBeGreaterThan(8);
    for (const candidate of plan.candidates) {
      expect(Object.keys(candidate).filter((key) => key !== "structure")).toEqual([
        "method",
        "applies",
        "passes",
        "flops",
        "why",
      ]);
    }
  });

  it("is what --method auto does, and structured gives what the others give", async () => {
    const at = (...rest: string[]) =>
      deldot(["divergence", "-", "--field", "N", "--at", "1,2,-1,0.5,0,1", ...rest], net);
    const [auto, structured, forward] = await Promise.all([
      at(),
      at("--method", "structured"),
      at("--method", "jacobian-forward"),
    ]);
    expect(auto).toEqual(structured);
    const [[value = 0] = [], [wanted = 1] = []] = [structured, forward].map(({ stdout }) =>
      rowsOf(stdout)[0]?.slice(-1),
    );
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-12 * Math.abs(wanted));
    const json = JSON.parse((await at("--format", "json")).stdout);
    expect(json).toMatchObject({ method: "structured", passes: 1, standardError: null });
  });

  it("answers a bad field with its place, and a missing one in a sentence", async () => {
    const bad = await deldot(["plan", "-"], "F(x, y) = (sni(x), y)");
    expect([bad.code, bad.stdout]).toEqual([1, ""]);
    expect(bad.stderr).toMatch(/^<stdin>:1:12: error: /);
    const missing = await deldot(["plan", "-", "--field", "H"], net);
    expect([missing.code, missing.stdout]).toEqual([2, ""]);
    expect(missing.stderr).toMatch(/^[^\n]+\n$/);
  });
});
