import { kernelForm } from "../src/engine/divergence/vector-form.ts";
import { bindingOf, bindingsOf, compilePointKernel, type Method } from "../src/engine/index.ts";
import { batchOf, fieldOf, structured } from "./ours.ts";
import { calibrate, interleaveTimed, median } from "./statistics.ts";
import { tableLines, threeDigits } from "./table.ts";

const dimensions = Array.from({ length: 12 }, (_, i) => 2 ** (i + 1));
/** Coordinates of one batch: many points of a small dimension, few of a large one. */
const coordinates = 8192;
const warmUp = 60;
const rounds = 9;
/** From here on calls, loops and caches weigh little against the arithmetic, and the slope is fitted. */
const fittedFrom = 16;
/** Milliseconds after which a larger dimension is not tried. */
const longestCall = 5000;

interface GrowingField {
  readonly name: string;
  readonly source: (n: number) => string;
  /** What the time ÷ one evaluation should do. */
  readonly expected: string;
  readonly methods: readonly Method[];
}

const exact: readonly Method[] = structured ? [structured] : ["jacobian-forward"];

const fields: readonly GrowingField[] = [
  {
    name: "dense",
    source: (n) => `F(x: R^${n}) = h * sum(h^2) where h = tanh(x * sum(sin(x)))`,
    expected: "slope 1 by n tangents; structured may do better, as all coordinates meet in two sums",
    methods: ["jacobian-forward", ...exact.filter((method) => method !== "jacobian-forward")],
  },
  {
    name: "sparse (tridiagonal)",
    source: (n) => `F(x: R^${n}) = sin(x) * concat(d, 0) - concat(0, d) where d = x[1:] - x[:-1]`,
    expected: "slope 0 at the number of colours, 2",
    methods: exact,
  },
  {
    name: "elementwise",
    source: (n) => `F(x: R^${n}) = tanh(x) + x^2`,
    expected: "slope 0 at 1 pass",
    methods: exact,
  },
];

/** Least-squares slope of log y against log x. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanOf = (which: 0 | 1) => logs.reduce((sum, pair) => sum + pair[which], 0) / logs.length;
  const [x0, y0] = [meanOf(0), meanOf(1)];
  const over = logs.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
}

interface Growth {
  readonly ratio: number;
  readonly milliseconds: number;
}

/** Time of the divergence ÷ time of one evaluation of the field at the same points. */
function measure(source: string, n: number, method: Method): Growth {
  const { program, field } = fieldOf(source);
  const count = Math.ceil(coordinates / n);
  const points = Float64Array.from({ length: count * n }, (_, i) => 2 * Math.sin(0.618 * i * i + i));
  const form = kernelForm(field);
  const kernel = compilePointKernel([form.output], bindingOf(program, form));
  const { parameters, time } = bindingsOf(program);
  const evaluation = calibrate(
    () => kernel(count, points, parameters, time, new Float64Array(count * n)),
    warmUp,
  );
  const batch = batchOf(source, { method });
  const divergence = calibrate(() => batch(points), warmUp);
  const [own, one] = interleaveTimed(
    [divergence, evaluation],
    divergence.milliseconds > longestCall / rounds ? 3 : rounds,
  ) as [number[], number[]];
  return {
    ratio: median(own.map((time, i) => time / (one[i] as number))),
    milliseconds: divergence.milliseconds,
  };
}

/** How the exact divergence grows with the dimension. */
export function benchGrowth(say: (line: string) => void): void {
  say(`Exact divergence ÷ one evaluation of the field, n = 2 … ${dimensions.at(-1)}`);
  if (!structured) say('  This engine has no method "structured" yet: jacobian-forward stands in for it.');
  const columns = fields.flatMap((field) => field.methods.map((method) => ({ field, method })));
  const notes: string[] = [];
  const results = columns.map(({ field, method }) => {
    const measured = new Map<number, number>();
    for (const n of dimensions) {
      try {
        const { ratio, milliseconds } = measure(field.source(n), n, method);
        measured.set(n, ratio);
        if (milliseconds <= longestCall) continue;
        notes.push(`${field.name}, ${method}, n > ${n}: over ${longestCall / 1000} s a call, not measured`);
      } catch (error) {
        notes.push(`${field.name}, ${method}, n ≥ ${n}: ${(error as Error).message}`);
      }
      break;
    }
    return measured;
  });
  const rows = dimensions.map((n) => [
    `  ${n}`,
    ...results.map((measured) => {
      const ratio = measured.get(n);
      return ratio === undefined ? "–" : threeDigits(ratio);
    }),
  ]);
  const slopes = results.map((measured) => {
    const fitted = [...measured].filter(([n]) => n >= fittedFrom);
    return fitted.length < 3 ? "–" : slopeOf(fitted).toFixed(2);
  });
  const head = ["  n", ...columns.map(({ field, method }) => `${field.name}, ${method}`)];
  for (const line of tableLines([head, ...rows, [`  slope, n ≥ ${fittedFrom}`, ...slopes]])) say(line);
  for (const { name, expected } of fields) say(`  ${name}: expected ${expected}`);
  for (const note of notes) say(`  ${note}`);
}
