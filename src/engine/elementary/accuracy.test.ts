import { describe, expect, it } from "vitest";
import * as everything from "./index.ts";
import type { Real } from "./oracle.ts";
import * as truths from "./oracle.ts";
import { seeded } from "./seeded.ts";

const elementary = { ...everything };
const oracle = { ...truths };

const SEED = 20240917;

const random = seeded(SEED);

type Draw = () => number;

const between =
  (low: number, high: number): Draw =>
  () =>
    low + (high - low) * random();
/** Of random size from 2^low to 2^high. */
const sized =
  (low: number, high: number): Draw =>
  () => {
    const e = low + (high - low) * random();
    const whole = Math.floor(e);
    return (1 + random()) * 2 ** whole;
  };
const signed =
  (draw: Draw): Draw =>
  () =>
    random() < 0.5 ? -draw() : draw();
/** Close to a point, at distances from 1 down to 2^−52. */
const near =
  (point: number): Draw =>
  () =>
    point + (random() - 0.5) * 2 ** (-51 * random());
/** Close to one from below. */
const belowOne: Draw = () => 1 - 2 ** (-52 * random());
/** The doubles about a multiple of π/2. */
const nearQuarterTurns: Draw = () => {
  const k = Math.floor(random() * random() * 2600) + 1;
  return ((k * Math.PI) / 2) * (1 + (Math.floor(random() * 5) - 2) * 2 ** -53);
};
/** Doubles known to lie next to a multiple of π/2, of all sizes. */
const worstForTurns = [
  6381956970095103 * 2 ** 797,
  5.319372648326541e255,
  2 ** 1023,
  1e22,
  710 / 226,
  103993 / 33102,
];
const fromList = (list: number[]): Draw => {
  let at = 0;
  return () => list[at++ % list.length] as number;
};
const subnormal = sized(-1074, -1022);

const angles = [
  between(-10, 10),
  between(-4096, 4096),
  signed(sized(-40, 12)),
  signed(sized(12, 1023)),
  signed(nearQuarterTurns),
  fromList(worstForTurns),
  between(0, 0.05),
  signed(subnormal),
];
const units = [between(-1, 1), between(0.45, 0.55), signed(sized(-60, -1)), signed(belowOne)];

const cases: { name: string; bound: number; draws: Draw[]; count?: number }[] = [
  { name: "sin", bound: 0.56, draws: angles },
  { name: "cos", bound: 0.56, draws: angles },
  { name: "tan", bound: 2, draws: angles },
  { name: "asin", bound: 1.5, draws: [...units, signed(subnormal)] },
  { name: "acos", bound: 1.5, draws: units },
  {
    name: "atan",
    bound: 0.6,
    draws: [between(-1, 1), between(-40, 40), signed(sized(-60, 60)), signed(subnormal)],
  },
  {
    name: "sinh",
    bound: 2,
    draws: [between(-2, 2), between(-30, 30), signed(sized(-60, 9)), between(700, 710.4)],
  },
  {
    name: "cosh",
    bound: 1.5,
    draws: [between(-2, 2), between(-30, 30), signed(sized(-60, 9)), between(700, 710.4)],
  },
  {
    name: "tanh",
    bound: 2,
    draws: [between(-1, 1), between(-0.1, 0.1), between(-22, 22), signed(sized(-60, 5))],
  },
  { name: "asinh", bound: 1.5, draws: [between(-2, 2), between(-40, 40), signed(sized(-60, 1000))] },
  { name: "acosh", bound: 2, draws: [between(1, 4), sized(0, 1000), () => 1 + 2 ** (-52 * random())] },
  { name: "atanh", bound: 1.5, draws: units },
  {
    name: "exp",
    bound: 0.56,
    draws: [between(-1, 1), between(-707, 709.7), signed(sized(-60, 2))],
  },
  // Rounded twice where the result is subnormal.
  { name: "exp", bound: 1, draws: [between(-745, -707)] },
  {
    name: "expm1",
    bound: 0.6,
    draws: [between(-1, 1), between(-0.02, 0.02), between(-45, 709), signed(sized(-60, 6))],
  },
  {
    name: "log",
    bound: 0.56,
    draws: [between(0.5, 2), between(0, 100), near(1), sized(-1022, 1023), subnormal],
  },
  {
    name: "log1p",
    bound: 0.7,
    draws: [between(-0.5, 1), between(-1, 10), signed(sized(-60, -1)), sized(-1, 1023)],
  },
  {
    name: "log2",
    bound: 0.6,
    draws: [between(0.5, 2), between(0, 100), near(1), sized(-1022, 1023), subnormal],
  },
  {
    name: "log10",
    bound: 0.6,
    draws: [between(0.5, 2), between(0, 100), near(1), sized(-1022, 1023), subnormal],
  },
  {
    name: "cbrt",
    bound: 0.51,
    draws: [between(-10, 10), between(1, 8), signed(sized(-1022, 1023)), signed(subnormal)],
  },
  {
    name: "erf",
    bound: 1,
    draws: [between(-1, 1), between(0.8, 1.3), between(-6, 6), signed(sized(-60, 0))],
  },
  { name: "erfc", bound: 2, draws: [between(-1, 1), between(0.2, 1.4), between(-6, 6)] },
  { name: "erfc", bound: 2, draws: [between(6, 27.2)], count: 60 },
];

type Unary = (x: number) => number;
type UnaryTruth = (x: Real) => Real;
type Binary = (x: number, y: number) => number;
type BinaryTruth = (x: Real, y: Real) => Real;

describe(`against arithmetic of 256 bits, seed ${SEED}`, () => {
  it.each(cases)("$name stays within $bound ulp", ({ name, bound, draws, count }) => {
    const f = elementary[name as keyof typeof elementary] as Unary;
    const truth = oracle[name as keyof typeof oracle] as unknown as UnaryTruth;
    let worst = 0;
    let at = 0;
    for (const draw of draws) {
      for (let n = 0; n < (count ?? 400); n++) {
        const x = draw();
        const error = oracle.ulps(f(x), truth(oracle.real(x)));
        if (!(error <= worst)) {
          worst = error;
          at = x;
        }
      }
    }
    expect(worst, `worst at ${at}`).toBeLessThanOrEqual(bound);
  });

  const pairs: { name: string; bound: number; draws: [Draw, Draw][] }[] = [
    {
      name: "pow",
      bound: 0.56,
      draws: [
        [sized(-3, 3), between(-20, 20)],
        [between(0, 10), fromList([-3, -2, -1, -0.5, 1 / 3, 0.5, 1, 1.5, 2, 3, 4, 10])],
        [sized(-1074, 1023), between(-0.9, 0.9)],
        [near(1), signed(sized(0, 9))],
        [between(0.5, 2), between(-1000, 1000)],
      ],
    },
    {
      name: "hypot",
      bound: 1.5,
      draws: [
        [between(-1, 1), between(-1, 1)],
        [signed(sized(-1074, 1020)), signed(sized(-1074, 1020))],
        [signed(sized(-530, -500)), signed(sized(-530, -500))],
        [signed(sized(500, 530)), signed(sized(500, 530))],
      ],
    },
    {
      name: "atan2",
      bound: 1.6,
      draws: [
        [between(-1, 1), between(-1, 1)],
        [signed(sized(-3, 3)), signed(sized(-3, 3))],
        [signed(sized(-500, 500)), signed(sized(-500, 500))],
      ],
    },
  ];

  it.each(pairs)("$name stays within $bound ulp", ({ name, bound, draws }) => {
    const f = elementary[name as keyof typeof elementary] as Binary;
    const truth = oracle[name as keyof typeof oracle] as unknown as BinaryTruth;
    let worst = 0;
    let at = "";
    for (const [first, second] of draws) {
      for (let n = 0; n < 500; n++) {
        const x = first();
        const y = second();
        const value = f(x, y);
        // Overflow, and results that the last units of 2^−1074 round, are checked elsewhere.
        if (Math.abs(value) < 1e-307 || Math.abs(value) === Number.POSITIVE_INFINITY) continue;
        const error = oracle.ulps(value, truth(oracle.real(x), oracle.real(y)));
        if (!(error <= worst)) {
          worst = error;
          at = `${x}, ${y}`;
        }
      }
    }
    expect(worst, `worst at ${at}`).toBeLessThanOrEqual(bound);
  });

  it("erfinv stays within 2 ulp", () => {
    let worst = 0;
    let at = 0;
    for (const draw of [...units, between(0.4, 0.6), between(0.84, 0.86)]) {
      for (let n = 0; n < 120; n++) {
        const x = Math.abs(draw());
        if (x === 1) continue;
        const y = elementary.erfinv(x);
        const there = oracle.real(y);
        // One Newton step from y reaches the true value to twice the digits y has.
        const miss =
          x > 0.5
            ? oracle.subtract(oracle.subtract(oracle.real(1), oracle.real(x)), oracle.erfc(there))
            : oracle.subtract(oracle.erf(there), oracle.real(x));
        const truth = oracle.subtract(there, oracle.divide(miss, oracle.erfSlope(there)));
        const error = oracle.ulps(y, truth);
        if (!(error <= worst)) {
          worst = error;
          at = x;
        }
      }
    }
    expect(worst, `worst at ${at}`).toBeLessThanOrEqual(2);
  });

  it("pow rounds subnormal results to the nearest units", () => {
    for (let n = 0; n < 300; n++) {
      const x = sized(1, 3)();
      const y = -(1023 + 50 * random()) / Math.log2(x);
      const truth = oracle.pow(oracle.real(x), oracle.real(y));
      expect(oracle.ulps(elementary.pow(x, y), truth)).toBeLessThanOrEqual(1);
    }
  });

  it("erfc keeps the last units of its tail", () => {
    for (let x = 26.55; x < 27.3; x += 0.05) {
      expect(oracle.ulps(elementary.erfc(x), oracle.erfc(oracle.real(x)))).toBeLessThanOrEqual(1.5);
    }
  });
});

describe("beside Math", () => {
  const everyone = [
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "atanh",
  ] as const;
  const positive = ["acosh", "exp", "expm1", "log", "log1p", "log2", "log10", "cbrt"] as const;
  const close = (a: number, b: number): boolean =>
    Object.is(a, b) || Math.abs(a - b) <= 4 * 2 ** -52 * Math.abs(b) + 4 * 2 ** -1074;

  it.each(everyone)("%s agrees within some ulp", (name) => {
    for (let n = 0; n < 5000; n++) {
      const x = name.endsWith("n") || name === "acos" ? between(-1, 1)() : signed(sized(-30, 4))();
      expect(close(elementary[name](x), Math[name](x)), `${name} ${x}`).toBe(true);
    }
  });

  it.each(positive)("%s agrees within some ulp", (name) => {
    for (let n = 0; n < 5000; n++) {
      const x = name === "acosh" ? 1 + sized(-20, 100)() : sized(-30, 9)();
      expect(close(elementary[name](x), Math[name](x)), `${name} ${x}`).toBe(true);
    }
  });

  it("pow, atan2 and hypot agree within some ulp", () => {
    for (let n = 0; n < 5000; n++) {
      const x = sized(-20, 20)();
      const y = between(-30, 30)();
      expect(close(elementary.pow(x, y), x ** y), `pow ${x} ${y}`).toBe(true);
      expect(close(elementary.atan2(y, -x), Math.atan2(y, -x)), `atan2 ${y} ${-x}`).toBe(true);
      expect(close(elementary.hypot(x, y), Math.hypot(x, y)), `hypot ${x} ${y}`).toBe(true);
    }
  });
});
