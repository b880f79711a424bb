import { describe, expect, it, test } from "vitest";
import { checkSource } from "./check.ts";
import type { DiagnosticCode } from "./diagnostic.ts";

/** A source with one mistake between ‹ and ›: its code, words of the sentence, and of the hint. */
type Case = readonly [code: DiagnosticCode, marked: string, message: RegExp, hint?: RegExp];

const field = "F(x, y) = (x, y)\n";

const cases: readonly Case[] = [
  // Syntax: what was expected where.
  ["syntax", "F(x, y) = ‹(›x, sin(y)", /`\(` is never closed: a `\)` is missing/],
  ["syntax", "F(x, y) = (x, y‹]›", /Expected `\)` here, because `\(` was opened/],
  ["syntax", "F(x, y) = (x, y)‹)›", /`\)` closes no bracket/],
  ["syntax", `${field}a = 1 ‹+›`, /Expected a value after `\+`/],
  ["syntax", `${field}a = 2 ‹+› * 3`, /Expected a value between `\+` and `\*`/],
  ["syntax", `${field}a = ‹*› 3`.replace("= ‹*›", "‹=› *"), /Expected a value before `\*`/],
  ["syntax", `${field}a ‹=›`, /Expected an expression after `=`/],
  ["syntax", `${field}a = f(1,‹,› 2)`, /Expected a value here, but found `,`/],
  ["syntax", `${field}a = 1‹,› 2`, /found a comma/, /brackets, \(x, y\)/],
  ["syntax", `${field}a = b ‹=› 2`, /one `=`/, /==/],
  ["syntax", `${field}a ‹:=› 2`, /Expected `=` alone/],
  ["syntax", `${field}a ‹==› 2`, /`==` compares, `=` defines/],
  ["syntax", `${field}‹x + 1›`, /Expected a definition/, /name/],
  ["syntax", `${field}‹2 a› = 3`, /Expected a name left of `=`/],
  ["syntax", `${field}f(‹2›) = 3`, /Expected the name of an argument, but found `2`/],
  ["syntax", `${field}f(x, ‹y=2›) = 3`, /no default values/],
  ["syntax", `${field}f(x: ‹Q^2›) = 3`, /a space such as R\^3/],
  ["syntax", `${field}a = ‹2 3›`, /an operator between the numbers/, /write 2 \* 3/],
  ["syntax", `${field}a = ‹1.2.3›`, /an operator between the numbers/],
  ["syntax", `${field}a = ‹|›2`, /sign `\|` is not part of the language/, /abs\(x\)/],
  ["syntax", `${field}a = 5‹%›2`, /not part of the language/, /mod\(a, b\)/],
  ["syntax", `${field}a = ‹漢›`, /not part of the language/],
  ["syntax", `${field}‹in› = 3`, /`in` is a word of the language/, /another name/],
  ["syntax", `${field}a = 2 in ‹(0, 3)›`, /two ends of the slider/, /in \[0, 3\]/],
  ["syntax", `${field}a = u ‹where›`, /Expected a definition after `where`/, /where u = …/],
  ["syntax", `${field}a = u where u = 1‹,›`, /Expected a definition after `,`/],
  ["syntax", `${field}a = 0‹..›3`, /Expected something else than `\.\.`/, /for i in 0\.\.3/],
  ["syntax", "F(x, y) = (‹sin x›, y)", /`sin` needs brackets/, /write sin\(x\)/],
  ["syntax", "F(x, y) = (2 ‹sin 2x y›, y)", /`sin` needs brackets/, /write sin\(2x y\)/],
  ["syntax", "f(x, y) = x\nF = ‹grad f›", /`grad` needs brackets/, /write grad\(f\)/],
  ["syntax", "F(x, y) = (‹sin^-1(x)›, y)", /could be an inverse function or a quotient/, /1\/sin/],
  ["syntax", "F(x, y) = (‹sin⁻¹(x)›, y)", /could be an inverse function or a quotient/],
  ["syntax", "F(x, y) = (x, f(‹y: R›)) where f(z) = z", /belongs left of `=`/],
  // Names.
  ["unknown-name", "F = (‹x›, 1)", /`x` is not defined/, /if x is a coordinate, .* F\(x, y\) = …/],
  ["unknown-name", "F(x, y) = (‹sni›(x), y)", /`sni` is not defined/, /did you mean `sin`/],
  ["unknown-name", "F(x, y) = (‹k› x, y)", /`k` is not defined/, /k = 1/],
  ["unknown-name", "F(x, y) = (‹xy›, y)", /`xy` is not defined/, /did you mean `x y`/],
  ["unknown-name", "k = 2\nF(x, y) = (‹ksin›(x), y)", /not defined/, /did you mean `k sin`/],
  ["unknown-name", "F(x, y) = (‹arctan›(x), y)", /not defined/, /did you mean `atan`/],
  ["unknown-name", "F(x, y) = (‹sec›(x), y)", /not defined/, /1\/cos/],
  ["unknown-name", "speed = 2\nF(x, y) = (‹sped› x, y)", /not defined/, /did you mean `speed`/],
  [
    "unknown-name",
    "r = ‹x›^2\nF(x, y) = (x r, y)",
    /`x` is not defined/,
    /argument of other functions: write name\(x\)/,
  ],
  ["unknown-name", `${field}G(x, y) = (‹F_w›(x, y), y)`, /`F_w` is not defined/],
  ["duplicate-name", `a = 1\n${field}‹a› = 2`, /`a` is defined twice/],
  ["duplicate-name", "F(x, ‹x›) = (x, x)", /`x` is an argument twice/],
  ["duplicate-name", "F(x, y) = (x, y) where ‹x› = 2", /`x` is an argument already/],
  ["duplicate-name", "F(x, y) = (u, y) where u = 2, ‹u› = 3", /`u` is defined twice/],
  ["duplicate-name", "‹div›(x) = x\nF(x, y) = (div(x), y)", /also a function of the language/],
  ["cycle", `${field}‹a› = b + 1\nb = c\nc = 2 a`, /a → b → c → a/],
  ["cycle", `${field}‹f›(x) = f(x - 1)`, /`f` is defined by itself: f → f/, /recursive/],
  ["cycle", "F(x, y) = (u, y) where ‹u› = v, v = u", /u → v → u/],
  // Calls and shapes.
  ["argument-count", "F(x, y) = (‹sin(x, y)›, y)", /`sin` takes 1 argument, but 2 are given/, /sin\(x\)/],
  ["argument-count", "F(x, y) = (‹atan2(x)›, y)", /`atan2` takes 2 arguments, but 1 is given/],
  ["argument-count", `${field}G(x, y) = ‹F(x)›`, /`F` takes 2 arguments \(x, y\), but 1 is given/],
  ["argument-count", `${field}d = ‹div(F, F)›`, /takes one function, but 2 are given/],
  ["argument-count", `${field}‹f›() = 2`, /`f` has no arguments/, /f = …/],
  ["argument-count", `${field}G(x, y) = F(x, ‹y=2›)`, /by position/],
  ["shape", `${field}a = ‹(1, 2) + (1, 2, 3)›`, /`\+` cannot combine a vector of 2 and a vector of 3/],
  ["shape", `${field}a = ‹(1, (2, 3))›`, /a number and a vector of 2/],
  ["shape", `${field}G(x, y) = ‹F((x, y, 1))›`, /`F` takes 2 numbers, but a vector of 3 is given/],
  ["shape", `${field}f(x) = x\na = ‹f((1, 2))›`, /takes a number for x, but a vector of 2 is given/],
  ["shape", `${field}a = ‹2[0]›`, /A number has no entries/],
  ["shape", `${field}a = ‹dot((1, 2), (1, 2, 3))›`, /`dot` cannot combine/],
  ["shape", `${field}a = ‹norm(2)›`, /`norm` needs a vector, but a number is given/],
  [
    "shape",
    "f(x, y) = x\nF = ‹grad(jacobian(f))›",
    /`grad` needs a function that gives one number; .*vector of 2 for 2 inputs/,
  ],
  ["shape", "G(x, y) = (x, y, 1)\nF(x, y) = (‹div(G)›(x, y), 1)", /`div` needs as many outputs as inputs/],
  ["shape", "f(x, y) = x\ng(x) = x\nF = ‹(f, g)›", /different arguments: 2 numbers and 1 number/],
  ["shape", "f(x, y) = x\nF(x, y) = (‹f_x›(x, y), 1)", /only one number and no component/, /grad\(f\)/],
  ["not-a-field", "‹G›(x, y) = (x, y, 1)", /`G` gives 3 numbers for 2 inputs/],
  ["not-a-field", "‹f›(x, y) = x", /`f` gives a number for 2 inputs/],
  ["not-a-field", "‹f›(x) = x^2", /`f` gives a number for 1 input/, /f\(x\) = \[…\]/],
  ["not-a-field", "‹a› = 1", /no field here yet/, /F\(x, y\)/],
  // Kinds.
  [
    "type",
    `${field}d = ‹div(F(1, 2))›`,
    /`div` needs a function, but this is a vector of 2/,
    /div\(F\)\(1, 2\)/,
  ],
  ["type", `${field}G(x, y) = ‹2 F›`, /gives a function here/, /…\(x, y\)/],
  ["type", `${field}a = ‹(1, 2) (3, 4)›`, /Two vectors stand side by side/, /dot\(a, b\)/],
  ["type", `${field}a = ‹[]›`, /at least one entry/],
  ["type", `a = 2\n${field}b = (1, 2)[‹a›]`, /known in advance/],
  ["type", "F(x, y) = ‹(x, y)[0.5]›", /whole number/],
  ["type", `k = 2\n${field}b = 1 in [0, ‹k›]`, /known in advance/],
  ["type", `${field}b = 2 pi ‹in [0, 7]›`, /Only a plain number has a slider/],
  ["type", `n = 3\n${field}L(x: R^‹n›) = x`, /A dimension must be a number that is known/],
  ["type", `a = 2\n${field}b = ‹a()›`, /`a` is a number/],
  ["type", `${field}b = ‹max + 1›`, /`max` needs its arguments/],
  // Bounds.
  ["out-of-bounds", `a = ‹5› in [0, 3]\n${field}`, /outside its interval \[0, 3\]/],
  ["out-of-bounds", `a = 2 ‹in [3, 0]›\n${field}`, /from a smaller to a larger/, /\[0, 3\]/],
  ["out-of-bounds", `a = 2 in [0, 3] step ‹-1›\n${field}`, /step of a slider is above 0/],
  ["out-of-bounds", `${field}a = ‹(1, 2)[2]›`, /no entry 2 in a vector of 2: it has 0 to 1/],
  ["out-of-bounds", `${field}a = ‹[1, 2][2:]›`, /slice of 2 entries is empty/],
  ["out-of-bounds", `${field}a = ‹F_2›(1, 2)`, /only 2 components/],
  ["out-of-bounds", `${field}a = ‹[i for i in 3..0]›`, /range 3\.\.0 is empty/],
  ["out-of-bounds", `${field}L(x: R^‹0›) = x`, /from 1 on/],
  ["out-of-bounds", `${field}a = ‹1e999›`, /larger than any the machine has/, /inf/],
  ["too-large", `${field}a = ‹[i for i in 1..10001]›`, /10001 entries; the limit is 10000/],
  ["too-large", `${field}L(x: R^‹20000›) = x`, /20000 entries; the limit is 10000/],
  [
    "too-large",
    `${field}‹a = ${"(".repeat(201)}1${")".repeat(201)}›`,
    /deeper than the limit of 200/,
    /name of its own/,
  ],
  ["too-large", `${field}‹a = ${"1 + ".repeat(205)}1›`, /deeper than the limit of 200/],
  ["not-supported", `${field}a = ‹[[[1]]]›`, /Matrices inside vectors are not supported/],
  [
    "not-supported",
    `f(A: R^(2×2)) = A[0, 0]\n${field}g = ‹grad(f)›`,
    /function of a matrix is not supported/,
  ],
  ["not-supported", `f(A: R^(2×2)) = A[0, 0]\n${field}g = ‹D(f, A)›`, /by an argument that is a matrix/],
  // Arrays.
  ["shape", `${field}a = ‹ones(2, 3) @ ones(2)›`, /`@` cannot combine a 2×3 matrix and a vector of 2/],
  ["shape", `${field}a = ‹ones(3) @ ones(2, 3)›`, /`@` cannot combine a vector of 3 and a 2×3 matrix/],
  ["shape", `${field}a = ‹2 @ ones(3)›`, /`@` cannot combine a number and a vector of 3/],
  ["shape", `${field}a = ‹concat(ones(2), ones(2, 2))›`, /cannot combine a vector of 2 and a 2×2 matrix/],
  ["shape", `${field}a = ‹outer((1, 2), 3)›`, /`outer` needs a vector, but a number is given/],
  ["shape", `${field}a = ‹transpose((1, 2))›`, /`transpose` needs a matrix, but a vector of 2 is given/],
  ["shape", `${field}a = ‹trace(ones(2, 3))›`, /`trace` needs a square matrix, but a 2×3 matrix is given/],
  ["shape", `${field}a = ‹diag(3)›`, /`diag` needs a vector or a matrix, but a number is given/],
  ["shape", `${field}a = ‹roll(2, 1)›`, /`roll` needs a vector, but a number is given/],
  ["shape", `${field}a = ‹linspace((1, 2), 3, 4)›`, /a number to begin with, but a vector of 2 is given/],
  ["type", `n = 3\n${field}a = ‹eye(n)›`, /`eye` needs a number that is known in advance/, /sliders/],
  ["type", `${field}a = ‹roll((1, 2), 0.5)›`, /whole number of places, but this is 0\.5/],
  [
    "type",
    `${field}a = ‹randn(3, seed=0.5)›`,
    /seed is a whole number up to 2\^53 in size, but this is 0\.5/,
  ],
  ["type", `n = 3\n${field}a = randn(3, seed=‹n›)`, /The seed must be a number that is known in advance/],
  ["out-of-bounds", `${field}a = ‹zeros(0)›`, /`zeros` needs 1 whole number from 1 on, but this is 0/],
  [
    "out-of-bounds",
    `${field}a = ‹randn(2, 2.5)›`,
    /`randn` needs 2 whole numbers from 1 on, but this is 2\.5/,
  ],
  ["out-of-bounds", `${field}a = ‹range(3, 3)›`, /range from 3 to below 3 is empty/],
  ["out-of-bounds", `${field}a = ‹range(3, 4, 0)›`, /step of `range` is a number other than 0/],
  ["argument-count", `${field}a = ‹eye(1, 2, 3)›`, /`eye` takes from 1 to 2 arguments, but 3 are given/],
  ["argument-count", `${field}a = randn(3, ‹size=4›)`, /`randn` has no argument named size/],
  ["argument-count", `${field}a = randn(3, seed=4, ‹seed=5›)`, /`seed` is given twice/],
  ["argument-count", `${field}a = eye(3, ‹seed=4›)`, /`eye` takes its arguments by position/],
  ["too-large", `${field}a = ‹eye(1025)›`, /needs 1050625 entries in one array; the limit is 1048576/],
  ["too-large", `${field}a = ‹zeros(inf)›`, /`zeros` cannot have infinitely many entries/],
  ["too-large", `${field}a = ‹range(2000000)›`, /needs 2000000 entries in one array; the limit is 1048576/],
  ["too-large", `${field}a = ‹randn(2e6)›`, /needs 2000000 entries in one array; the limit is 1048576/],
  // Derivatives by one argument, and at a point.
  ["type", `f(u, v) = u v\n${field}g = ‹D(f, x)›`, /has the arguments u, v, but none named x/],
  [
    "out-of-bounds",
    `f(u, v) = u v\n${field}g = ‹D(f, 2)›`,
    /the arguments u, v, counted from 0, so there is none at 2/,
  ],
  ["argument-count", `f(u, v) = u v\n${field}g = ‹D(f)›`, /by which argument to differentiate/, /D\(f, u\)/],
  ["argument-count", `${field}g = ‹D(F, x, y)›`, /a function and one of its arguments, but 3 are given/],
  ["type", `${field}g = ‹D(3, x)›`, /`D` needs a function, but this is a number/],
  [
    "argument-count",
    `${field}g = ‹jvp(F, (1, 2))›`,
    /`jvp` takes a function and two values, but 2 are given/,
  ],
  ["shape", `${field}g = ‹jvp(F, (1, 2), (1, 2, 3))›`, /`F` takes 2 numbers, but a vector of 3 is given/],
  ["shape", `${field}g = ‹vjp(F, (1, 2), 3)›`, /value of the function, a vector of 2, but a number is given/],
  ["type", `${field}g = ‹vjp(3, (1, 2), 3)›`, /`vjp` needs a function, but this is a number/],
  // Complex numbers.
  ["type", "f(z: C) = if(‹z < 1›, z, 1)", /`<` takes real numbers, and this one is complex/, /abs\(z\)/],
  ["type", "f(z: C) = if(‹0 < z› < 1, z, 1)", /`<` takes real numbers/],
  ["type", "f(z: C) = if(‹z == 1›, z, 1)", /`==` takes real numbers/],
  ["type", "f(z: C) = z ‹if(z, 1, 2)›", /`if` takes real numbers/],
  ["type", "f(z: C) = ‹asin(z)›", /`asin` takes real numbers, and this one is complex/, /re\(z\)/],
  ["type", "f(z: C) = ‹max(z, 1)›", /`max` takes real numbers/],
  ["type", "f(z: C) = ‹(z, 1)›", /takes real numbers, and this one is complex/],
  ["type", "f(z: C) = sum(‹[z^n for n in 0..3]›)", /takes real numbers, and this one is complex/],
  ["type", "f(z: C) = ‹z[0]›", /takes real numbers, and this one is complex/],
  ["type", "f(z: C) = ‹z + (1, 2)›", /A complex number and a vector of 2 do not go together/, /re\(z\)/],
  ["type", "s(w) = w^2\nf(z: C) = ‹s(z)›", /`s` takes a real number for w/, /s\(w: C\) = …/],
  ["type", `${field}G = ‹polya(F)›`, /`polya` needs a function of one complex number/, /f\(z: C\)/],
  ["type", "f(z: C) = ‹grad(z)›", /`grad` needs a function, but this is a complex number/],
  ["argument-count", "g(z: C) = z\nf(z: C) = ‹g(z, z)›", /`g` takes 1 argument \(z\), but 2 are given/],
  ["argument-count", "g(z: C) = z\nF(x, y) = (‹g(x)›, 1)", /`g` takes 2 arguments \(x, y\)/],
  ["not-a-field", "‹f›(z: C, w: C) = z w", /`f` gives 2 numbers for 4 inputs/],
  ["syntax", "f(z: ‹C^2›) = z", /a space such as R\^3/, /z: C for a complex number/],
  ["unknown-name", "f(z: C) = ‹x›^2", /`x` is not defined/, /re\(z\) and im\(z\)/],
  ["unknown-name", "f(z) = z + ‹i›", /`i` is not defined/, /f\(z: C\)/],
  ["unknown-name", "f(z: C) = ‹j› z", /`j` is not defined/, /unit is i/],
  ["duplicate-name", "i = 2\nf(z: C) = ‹i› z", /`i` is your own here, not the imaginary unit/],
];

function unmarked(marked: string): { source: string; from: number; to: number } {
  const from = marked.indexOf("‹");
  return { source: marked.replace(/[‹›]/g, ""), from, to: marked.indexOf("›") - 1 };
}

describe("each mistake has its code, its place and its sentence", () => {
  test.each(cases.map(([code, marked, message, hint]) => ({ code, marked, message, hint })))(
    "$code: $marked",
    (mistake) => {
      const { code, marked, message, hint } = mistake;
      const { source, from, to } = unmarked(marked);
      const { diagnostics } = checkSource(source);
      // One mistake, one diagnostic.
      expect(diagnostics.map((found) => found.message)).toHaveLength(1);
      const [found] = diagnostics;
      expect([found?.code, found && source.slice(found.from, found.to)]).toEqual([
        code,
        source.slice(from, to),
      ]);
      expect(found?.from).toBe(from);
      expect(found?.message).toMatch(message);
      if (hint) expect(found?.hint ?? "").toMatch(hint);
      expect(found?.message).toMatch(/^[^\n]{8,200}\.$/);
    },
  );

  it("every code is among them", () => {
    const codes: Record<DiagnosticCode, true> = {
      syntax: true,
      "unknown-name": true,
      "argument-count": true,
      shape: true,
      "duplicate-name": true,
      cycle: true,
      "not-a-field": true,
      "out-of-bounds": true,
      "too-large": true,
      "not-supported": true,
      type: true,
    };
    expect(new Set(cases.map(([code]) => code))).toEqual(new Set(Object.keys(codes)));
  });
});

describe("fixes", () => {
  const fixed = (source: string, label: RegExp) => {
    const fix = checkSource(source)
      .diagnostics.flatMap(({ fixes }) => fixes)
      .find((candidate) => label.test(candidate.label));
    if (!fix) throw new Error(`no fix ${label} for ${source}`);
    return source.slice(0, fix.from) + fix.insert + source.slice(fix.to);
  };

  test.each([
    ["F(x, y) = (sni(x), y)", /did you mean sin\?/, "F(x, y) = (sin(x), y)"],
    ["F(x, y) = (k x, y)", /make a slider/, "k = 1\nF(x, y) = (k x, y)"],
    ["F(x, y) = (xy, y)", /did you mean x y/, "F(x, y) = (x y, y)"],
    ["F(x, y) = (sin x, y)", /write sin\(x\)/, "F(x, y) = (sin(x), y)"],
    ["F(x, y) = x, y where u = 2", /add \( \)/, "F(x, y) = (x, y) where u = 2"],
    ["F(x, y) = (x, [y", /add \]\)/, "F(x, y) = (x, [y])"],
    ["F(x, y) = (x, y))", /remove it/, "F(x, y) = (x, y)"],
    ["F(x, y) := (x, y)", /write =/, "F(x, y) = (x, y)"],
    ["a = 2 3\nF(x, y) = (a x, y)", /write 2 \* 3/, "a = 2 * 3\nF(x, y) = (a x, y)"],
  ])("of %s", (source, label, expected) => {
    expect(fixed(source, label)).toBe(expected);
  });

  it("mend what they are offered for", () => {
    for (const [source, label] of [
      ["F(x, y) = (sni(x), y)", /did you mean/],
      ["F(x, y) = (k x, y)", /make a slider/],
      ["F(x, y) = (θ x, y)", /make a slider/],
      ["F(x, y) = (2 sin 2x, y)", /write/],
    ] as const) {
      expect(checkSource(fixed(source, label)).diagnostics).toEqual([]);
    }
  });
});

describe("what is not a mistake", () => {
  it("has no diagnostic", () => {
    for (const source of [
      "F(x, y) = (x, y) where e = 2, pi = 3, t = 4, i = 5",
      "a = 3 in [-1e3, 1e3]\nF(x, y) = (a x, y)",
      "F(x, y) = (log(x), 1/y)\nG(x, y) = (x^-1, sqrt(-1))",
      "F(x, y) = if(x > 0, (x, y), (y, x))",
      "# only a comment\nF(x: R^1) = x",
    ]) {
      expect(checkSource(source).diagnostics).toEqual([]);
    }
  });
});
