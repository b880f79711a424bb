import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DivergenceArguments, parseArguments } from "./arguments.ts";
import { Failure } from "./failure.ts";

const divergence = (...words: string[]) =>
  parseArguments(["divergence", "f.txt", ...words]) as DivergenceArguments;

/** The sentence a wrong command line is answered with. */
function complaint(...argv: string[]): string {
  try {
    parseArguments(argv);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.exitCode).toBe(2);
    return error.message;
  }
  throw new Error(`accepted: ${argv.join(" ")}`);
}

describe("the command line", () => {
  it("has the format of the output's ending, unless another is given", () => {
    const format = (...words: string[]) => divergence("--grid", "x=0:1:2", ...words).format;
    for (const known of ["csv", "json", "npy", "vti"]) expect(format("--out", `a.b/c.${known}`)).toBe(known);
    expect(format("--out", "A.VTI")).toBe("vti");
    for (const other of ["vti", "a.txt", "a.vti/b", "-"]) expect(format("--out", other)).toBe("csv");
    expect(format("--out", "a.vti", "--format", "json")).toBe("json");
  });

  it("has its usual values", () => {
    expect(divergence("--at", "1,2")).toEqual({
      command: "divergence",
      file: "f.txt",
      field: null,
      points: { kind: "at", points: [[1, 2]] },
      parameters: [],
      time: 0,
      method: "auto",
      probes: 16,
      distribution: "rademacher",
      step: 1e-3,
      seed: null,
      layout: "jax",
      keys: "shared",
      components: false,
      format: "csv",
      out: null,
    });
  });

  it("takes options in any order, with = or a space, and negative numbers as values", () => {
    const expected = divergence("--at", "-1,-2.5e3", "--param", "a=-2", "--time", "-1");
    expect(expected.points).toEqual({ kind: "at", points: [[-1, -2500]] });
    expect(expected.parameters).toEqual([["a", -2]]);
    expect(
      parseArguments(["divergence", "--time=-1", "--param=a=-2", "--at=-1,-2.5e3", "--", "f.txt"]),
    ).toEqual(expected);
  });

  it("reads grids", () => {
    expect(divergence("--grid", "x=-3:3:64, y=.5:1e1:1").points).toEqual({
      kind: "grid",
      axes: [
        { name: "x", low: -3, high: 3, count: 64 },
        { name: "y", low: 0.5, high: 10, count: 1 },
      ],
    });
  });

  it("takes every choice of the specification that this version has", () => {
    const all = divergence(
      ...["--points", "-", "--method", "hutchinson", "--probes", "4096", "--distribution", "gaussian"],
      ...["--seed", "4294967295", "--prng", "jax-legacy", "--keys", "per-point", "--components"],
      ...["--format", "json", "--out", "o.json", "--field", "F"],
    );
    expect(all).toMatchObject({ method: "hutchinson", probes: 4096, seed: 4294967295, keys: "per-point" });
    expect(parseArguments(["print", "-", "--as", "latex"])).toEqual({
      command: "print",
      file: "-",
      field: null,
      target: "latex",
      what: "field",
      method: "auto",
      probes: 16,
      distribution: "rademacher",
      seed: null,
    });
    expect(
      parseArguments(
        ["print", "f", "--as", "jax", "--method", "xtrace", "--probes", "8", "--seed", "2"].concat(
          "--distribution=sphere",
        ),
      ),
    ).toMatchObject({ target: "jax", method: "xtrace", probes: 8, seed: 2, distribution: "sphere" });
    expect(parseArguments(["check", "f"])).toEqual({ command: "check", file: "f" });
    expect(parseArguments(["plan", "f", "--field=G", "--format", "json"])).toEqual({
      command: "plan",
      file: "f",
      field: "G",
      format: "json",
    });
  });

  it.each([
    [["plan", "f", "--as", "text"], "deldot plan has no option --as"],
    [["plan", "f", "--format", "csv"], "there is no --format csv; there are text, json"],
    [["divergence", "f", "--at", "1", "--step", "0"], "--step has to be above 0"],
    [["divergence", "f", "--at", "1", "--distribution", "spheres"], "there is no --distribution spheres"],
    [
      ["divergence", "f", "--at", "1", "--method", "hutch++", "--probes", "2"],
      "hutch++ needs a whole number of probes from 3 to 1000000, not 2",
    ],
    [
      ["divergence", "f", "--at", "1", "--method", "xtrace", "--distribution", "orthogonal"],
      "they must be independent: rademacher, gaussian or sphere, not orthogonal",
    ],
    [["print", "f", "--as", "tensorflow"], "there is no --as tensorflow"],
    [["print", "f", "--as", "jax", "--method", "xtrace", "--probes", "1"], "xtrace needs a whole number"],
    [["print", "f", "--as", "latex", "--method", "hutchinson"], "--method is for programs"],
    [[], "no command"],
    [["diverge", "f"], 'there is no command "diverge"'],
    [["divergence", "--at", "1"], "needs a FILE"],
    [["divergence", "f"], "say where"],
    [["divergence", "f", "g", "--at", "1"], '"g" is one too many'],
    [["divergence", "f", "--at", "1", "--grid", "x=0:1:2"], "exclude each other"],
    [["divergence", "f", "--at", "1,b"], '"b" is not a number'],
    [["divergence", "f", "--at", ""], "is not a number"],
    [["divergence", "f", "--at"], "--at needs a value"],
    [["divergence", "f", "--grid", "x=0:1"], "has to look like"],
    [["divergence", "f", "--grid", "x=0:1:2,x=0:1:2"], "gives x twice"],
    [["divergence", "f", "--grid", "x=0:1:1.5"], "whole number"],
    [["divergence", "f", "--grid", "x=0:1:0"], "whole number from 1"],
    [["divergence", "f", "--grid", "x=0:inf:3"], "not a number"],
    [
      ["divergence", "f", "--grid", `x=0:1:${2 ** 31 - 1},y=0:1:${2 ** 31 - 1}`],
      "more points than can be counted",
    ],
    [["divergence", "f", "--at", "1", "--param", "a"], "has to look like a=2"],
    [["divergence", "f", "--at", "1", "--param", "a=b"], "not a number"],
    [["divergence", "f", "--at", "1", "--probes", "0"], "from 1 to 1000000"],
    [["divergence", "f", "--at", "1", "--seed", "-1"], "from 0 to 4294967295"],
    [["divergence", "f", "--at", "1", "--time", "now"], "not a number"],
    [["divergence", "f", "--at", "1", "--time", "1", "--time", "2"], "given twice"],
    [["divergence", "f", "--at", "1", "--verbose"], "has no option --verbose"],
    [["divergence", "f", "--at", "1", "-x"], "has no option -x"],
    [["check", "f", "--field", "F"], "deldot check has no option --field"],
    [["print", "f"], "say what to print as"],
  ])("answers %j in one sentence", (argv, sentence) => {
    const message = complaint(...argv);
    expect(message).toContain(sentence);
    expect(message).not.toContain("\n");
  });

  it("never throws anything but a failure", () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom("divergence", "print", "--at", "--grid", "--param", "-", "x=0:1:2", "1,2", "--as", "="),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (argv) => {
        try {
          parseArguments(argv);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
    );
  });
});
