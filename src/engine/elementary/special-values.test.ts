import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as everything from "./index.ts";
import {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cbrt,
  cos,
  cosh,
  erf,
  erfc,
  erfinv,
  exp,
  expm1,
  hypot,
  log,
  log1p,
  log2,
  log10,
  pow,
  sin,
  sinh,
  tan,
  tanh,
} from "./index.ts";

const elementary = { ...everything };

const INF = Number.POSITIVE_INFINITY;
const NAN = Number.NaN;
const PI = Math.PI;
const MIN = 5e-324;
const SEED = 411;

/** Each function with arguments and results, compared with Object.is. */
const unary: [name: string, f: (x: number) => number, rows: [x: number, value: number][]][] = [
  [
    "sin",
    sin,
    [
      [0, 0],
      [-0, -0],
      [INF, NAN],
      [-INF, NAN],
      [NAN, NAN],
      [MIN, MIN],
      [-MIN, -MIN],
      [1e22, -0.8522008497671888],
    ],
  ],
  [
    "cos",
    cos,
    [
      [0, 1],
      [-0, 1],
      [INF, NAN],
      [-INF, NAN],
      [NAN, NAN],
      [MIN, 1],
      [1e22, 0.5232147853951389],
    ],
  ],
  [
    "tan",
    tan,
    [
      [0, 0],
      [-0, -0],
      [INF, NAN],
      [-INF, NAN],
      [NAN, NAN],
      [-MIN, -MIN],
    ],
  ],
  [
    "asin",
    asin,
    [
      [0, 0],
      [-0, -0],
      [1, PI / 2],
      [-1, -PI / 2],
      [1.0000000000000002, NAN],
      [-INF, NAN],
      [NAN, NAN],
      [-MIN, -MIN],
    ],
  ],
  [
    "acos",
    acos,
    [
      [1, 0],
      [-1, PI],
      [0, PI / 2],
      [-0, PI / 2],
      [1.0000000000000002, NAN],
      [INF, NAN],
      [NAN, NAN],
    ],
  ],
  [
    "atan",
    atan,
    [
      [0, 0],
      [-0, -0],
      [INF, PI / 2],
      [-INF, -PI / 2],
      [NAN, NAN],
      [1, PI / 4],
      [-1, -PI / 4],
      [1e300, PI / 2],
      [-MIN, -MIN],
    ],
  ],
  [
    "sinh",
    sinh,
    [
      [0, 0],
      [-0, -0],
      [INF, INF],
      [-INF, -INF],
      [NAN, NAN],
      [711, INF],
      [-711, -INF],
      [MIN, MIN],
    ],
  ],
  [
    "cosh",
    cosh,
    [
      [0, 1],
      [-0, 1],
      [INF, INF],
      [-INF, INF],
      [NAN, NAN],
      [711, INF],
      [-711, INF],
      [MIN, 1],
    ],
  ],
  [
    "tanh",
    tanh,
    [
      [0, 0],
      [-0, -0],
      [INF, 1],
      [-INF, -1],
      [NAN, NAN],
      [30, 1],
      [-30, -1],
      [-MIN, -MIN],
    ],
  ],
  [
    "asinh",
    asinh,
    [
      [0, 0],
      [-0, -0],
      [INF, INF],
      [-INF, -INF],
      [NAN, NAN],
      [-MIN, -MIN],
    ],
  ],
  [
    "acosh",
    acosh,
    [
      [1, 0],
      [INF, INF],
      [0.9999999999999999, NAN],
      [-1, NAN],
      [-INF, NAN],
      [NAN, NAN],
    ],
  ],
  [
    "atanh",
    atanh,
    [
      [0, 0],
      [-0, -0],
      [1, INF],
      [-1, -INF],
      [1.0000000000000002, NAN],
      [INF, NAN],
      [NAN, NAN],
      [-MIN, -MIN],
    ],
  ],
  [
    "exp",
    exp,
    [
      [0, 1],
      [-0, 1],
      [INF, INF],
      [-INF, 0],
      [NAN, NAN],
      [709.782712893384, 1.7976931348622732e308],
      [709.7827128933841, INF],
      [-745.1332191019411, MIN],
      [-745.1332191019412, 0],
      [1e300, INF],
      [-1e300, 0],
      [MIN, 1],
    ],
  ],
  [
    "expm1",
    expm1,
    [
      [0, 0],
      [-0, -0],
      [INF, INF],
      [-INF, -1],
      [NAN, NAN],
      [710, INF],
      [-100, -1],
      [-MIN, -MIN],
    ],
  ],
  [
    "log",
    log,
    [
      [1, 0],
      [0, -INF],
      [-0, -INF],
      [INF, INF],
      [-1, NAN],
      [-INF, NAN],
      [NAN, NAN],
      [-MIN, NAN],
      [MIN, -744.4400719213812],
    ],
  ],
  [
    "log1p",
    log1p,
    [
      [0, 0],
      [-0, -0],
      [-1, -INF],
      [INF, INF],
      [-1.0000000000000002, NAN],
      [-INF, NAN],
      [NAN, NAN],
      [-MIN, -MIN],
    ],
  ],
  [
    "log2",
    log2,
    [
      [1, 0],
      [8, 3],
      [0, -INF],
      [-0, -INF],
      [INF, INF],
      [-1, NAN],
      [-INF, NAN],
      [NAN, NAN],
      [MIN, -1074],
    ],
  ],
  [
    "log10",
    log10,
    [
      [1, 0],
      [1000, 3],
      [0, -INF],
      [-0, -INF],
      [INF, INF],
      [-1, NAN],
      [-INF, NAN],
      [NAN, NAN],
      [MIN, -323.3062153431158],
    ],
  ],
  [
    "cbrt",
    cbrt,
    [
      [0, 0],
      [-0, -0],
      [INF, INF],
      [-INF, -INF],
      [NAN, NAN],
      [27, 3],
      [-27, -3],
      [1e-300, 1e-100],
    ],
  ],
  [
    "erf",
    erf,
    [
      [0, 0],
      [-0, -0],
      [INF, 1],
      [-INF, -1],
      [NAN, NAN],
      [7, 1],
      [-7, -1],
    ],
  ],
  [
    "erfc",
    erfc,
    [
      [0, 1],
      [-0, 1],
      [INF, 0],
      [-INF, 2],
      [NAN, NAN],
      [30, 0],
      [-30, 2],
    ],
  ],
  [
    "erfinv",
    erfinv,
    [
      [0, 0],
      [-0, -0],
      [1, INF],
      [-1, -INF],
      [1.0000000000000002, NAN],
      [-INF, NAN],
      [NAN, NAN],
    ],
  ],
];

const binary: [
  name: string,
  f: (x: number, y: number) => number,
  rows: [x: number, y: number, value: number][],
][] = [
  [
    "atan2",
    atan2,
    [
      [0, 0, 0],
      [-0, 0, -0],
      [0, -0, PI],
      [-0, -0, -PI],
      [0, 1, 0],
      [-0, 1, -0],
      [0, -1, PI],
      [-0, -1, -PI],
      [1, 0, PI / 2],
      [1, -0, PI / 2],
      [-1, 0, -PI / 2],
      [-1, -0, -PI / 2],
      [INF, INF, PI / 4],
      [-INF, INF, -PI / 4],
      [INF, -INF, (3 * PI) / 4],
      [-INF, -INF, (-3 * PI) / 4],
      [INF, 1, PI / 2],
      [-INF, -1, -PI / 2],
      [1, INF, 0],
      [-1, INF, -0],
      [1, -INF, PI],
      [-1, -INF, -PI],
      [NAN, 1, NAN],
      [1, NAN, NAN],
      [1, 1, PI / 4],
      [-1, -1, (-3 * PI) / 4],
      [1e-300, 1e300, 0],
      [-1e-300, 1e300, -0],
      [1e300, 1e-300, PI / 2],
      [1e-300, -1e300, PI],
      [-1e-300, -1e300, -PI],
    ],
  ],
  [
    "hypot",
    hypot,
    [
      [3, 4, 5],
      [-3, -4, 5],
      [0, 0, 0],
      [-0, -0, 0],
      [INF, NAN, INF],
      [NAN, -INF, INF],
      [NAN, 1, NAN],
      [1, NAN, NAN],
      [3e300, 4e300, 5e300],
      [1.7e308, 1.7e308, INF],
      [MIN, 0, MIN],
      [0, -7, 7],
      [3 * MIN, 4 * MIN, 5 * MIN],
    ],
  ],
  [
    "pow",
    pow,
    [
      [2, 10, 1024],
      [10, 2, 100],
      [10, 15, 1e15],
      [10, 22, 1e22],
      [3, 20, 3486784401],
      [2, -1074, MIN],
      [2, -1075, 0],
      [2, 1023, 8.98846567431158e307],
      [2, 1024, INF],
      [-8, 1 / 3, NAN],
      [-2, 3, -8],
      [-2, 2, 4],
      [-2, -3, -0.125],
      [4, 0.5, 2],
      [0.25, -0.5, 2],
      [1.5, 2, 2.25],
      [1e-320, 1, 1e-320],
      [NAN, 0, 1],
      [NAN, -0, 1],
      [0, 0, 1],
      [INF, 0, 1],
      [NAN, 1, NAN],
      [1, NAN, NAN],
      [0, NAN, NAN],
      [1, INF, NAN],
      [-1, INF, NAN],
      [1, -INF, NAN],
      [-1, -INF, NAN],
      [2, INF, INF],
      [-2, INF, INF],
      [0.5, INF, 0],
      [-0.5, INF, 0],
      [2, -INF, 0],
      [-2, -INF, 0],
      [0.5, -INF, INF],
      [INF, 2, INF],
      [INF, -2, 0],
      [-INF, 3, -INF],
      [-INF, 2, INF],
      [-INF, -3, -0],
      [-INF, -2, 0],
      [-INF, 0.5, INF],
      [0, 3, 0],
      [-0, 3, -0],
      [-0, 2, 0],
      [-0, 0.5, 0],
      [0, -3, INF],
      [-0, -3, -INF],
      [-0, -2, INF],
      [-0, -0.5, INF],
      [0, INF, 0],
      [0, -INF, INF],
      [-1, 9007199254740991, -1],
      [-1, 9007199254740992, 1],
      [-1, 0.5, NAN],
      [1e300, 2, INF],
      [1e-300, 2, 0],
      [-1e300, 3, -INF],
      [-1e-300, 3, -0],
      [0.9999999999999999, 1e300, 0],
      [1.0000000000000002, 1e300, INF],
      [1.0000000000000002, -1e300, 0],
      [2, 1e-320, 1],
      [1, 1e300, 1],
    ],
  ],
];

describe("special values", () => {
  it.each(unary)("%s", (name, f, rows) => {
    for (const [x, value] of rows) {
      if (name === "cos" && x === 1e22) expect(Math.abs(f(x) - value)).toBeLessThan(2e-16);
      else expect(f(x), `${name} ${Object.is(x, -0) ? "-0" : x}`).toBe(value);
    }
  });

  it.each(binary)("%s", (name, f, rows) => {
    for (const [x, y, value] of rows) expect(f(x, y), `${name} ${x}, ${y}`).toBe(value);
  });

  it("powers, roots and logarithms are exact where the result is a double", () => {
    for (let e = -1074; e < 1024; e++) {
      const p = e >= -1022 ? 2 ** e : 2 ** -1022 * 2 ** (e + 1022);
      expect(pow(2, e)).toBe(p);
      expect(log2(p)).toBe(e);
    }
    for (let e = 0; e <= 22; e++) {
      expect(pow(10, e)).toBe(Number(`1e${e}`));
      expect(log10(Number(`1e${e}`))).toBe(e);
    }
    for (let n = 1; n <= 2000; n++) {
      expect(cbrt(n * n * n)).toBe(n);
      expect(cbrt(-n * n * n)).toBe(-n);
      expect(pow(n, 2)).toBe(n * n);
      expect(pow(n, 3)).toBe(n * n * n);
      expect(pow(n * n, 0.5)).toBe(n);
      expect(pow(-n, 3)).toBe(-n * n * n);
    }
  });
});

describe(`symmetry to the last bit, seed ${SEED}`, () => {
  const odd = [
    "sin",
    "tan",
    "asin",
    "atan",
    "sinh",
    "tanh",
    "asinh",
    "atanh",
    "cbrt",
    "erf",
    "erfinv",
  ] as const;
  const even = ["cos", "cosh"] as const;
  const parameters = { seed: SEED, numRuns: 1000 };

  it.each(odd)("%s is odd", (name) => {
    fc.assert(
      fc.property(fc.double(), (x) => Object.is(elementary[name](-x), -elementary[name](x))),
      parameters,
    );
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1 }), (x) =>
        Object.is(elementary[name](-x), -elementary[name](x)),
      ),
      parameters,
    );
  });

  it.each(even)("%s is even", (name) => {
    fc.assert(
      fc.property(fc.double(), (x) => Object.is(elementary[name](-x), elementary[name](x))),
      parameters,
    );
  });

  it("nothing throws, and every result is a number, for any double", () => {
    const names = Object.keys(elementary) as (keyof typeof elementary)[];
    fc.assert(
      fc.property(fc.double(), fc.double(), (x, y) =>
        names.every(
          (name) => typeof (elementary[name] as (x: number, y: number) => number)(x, y) === "number",
        ),
      ),
      parameters,
    );
  });

  it("sin² + cos² and the sizes of sin and cos stay at one for any finite double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const s = sin(x);
        const c = cos(x);
        return Math.abs(s) <= 1 && Math.abs(c) <= 1 && Math.abs(s * s + c * c - 1) < 1e-15;
      }),
      parameters,
    );
  });
});
