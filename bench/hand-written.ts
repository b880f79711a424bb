/**
 * What one writes by hand in plain JavaScript: float64, Math.*, loops over typed arrays. It shares nothing with the
 * engine but the weights, and is what every result is checked against.
 */
import type { Matrix, MeasuredField, NetworkField } from "./measured-fields.ts";

/** One number per point, or n for an evaluation of the field itself; points are given row by row. */
export type Batch = (points: Float64Array) => Float64Array;

export interface HandWritten {
  /** The trace of n jvps over one shared primal. */
  readonly jvps: Batch;
  /** The closed form that the structure allows; null where there is none. */
  readonly structured: Batch | null;
  /** The field's n components. */
  readonly evaluation: Batch;
  /** zᵀ J z by one jvp along z, the same z at every point. */
  readonly probe: (z: Float64Array) => Batch;
}

export function handWritten(field: MeasuredField): HandWritten {
  if (field.kind === "planar") return planar;
  switch (field.matrices.length) {
    case 1:
      return linear(field);
    case 2:
      return oneHidden(field);
    default:
      return twoHidden(field);
  }
}

const planar: HandWritten = {
  jvps(points) {
    const out = new Float64Array(points.length / 2);
    for (let i = 0; i < out.length; i++) {
      const x = points[2 * i] as number;
      const y = points[2 * i + 1] as number;
      out[i] = y * Math.cos(x * y) + 2 * x - 3 * y * y;
    }
    return out;
  },
  structured: null,
  evaluation(points) {
    const out = new Float64Array(points.length);
    for (let at = 0; at < points.length; at += 2) {
      const x = points[at] as number;
      const y = points[at + 1] as number;
      out[at] = Math.sin(x * y) + x * x;
      out[at + 1] = Math.cos(x) - y * y * y;
    }
    return out;
  },
  probe(z) {
    const a = z[0] as number;
    const b = z[1] as number;
    return (points) => {
      const out = new Float64Array(points.length / 2);
      for (let i = 0; i < out.length; i++) {
        const x = points[2 * i] as number;
        const y = points[2 * i + 1] as number;
        const first = Math.cos(x * y) * (a * y + x * b) + 2 * x * a;
        out[i] = a * first + b * (-Math.sin(x) * a - 3 * y * y * b);
      }
      return out;
    };
  },
};

/** out = M v, with v read from `at` on and out written from `to` on. */
function multiply(
  { rows, columns, entries }: Matrix,
  v: Float64Array,
  at: number,
  out: Float64Array,
  to: number,
) {
  for (let i = 0, k = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++, k++) sum += (entries[k] as number) * (v[at + j] as number);
    out[to + i] = sum;
  }
}

/** h = tanh(a) and d = tanh′(a), entry by entry. */
function activate(a: Float64Array, h: Float64Array, d: Float64Array): void {
  for (let k = 0; k < a.length; k++) {
    const value = Math.tanh(a[k] as number);
    h[k] = value;
    d[k] = 1 - value * value;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Row i of M times a vector. */
function rowTimes({ columns, entries }: Matrix, i: number, v: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += (entries[i * columns + j] as number) * (v[j] as number);
  return sum;
}

const matrix = ({ matrices }: NetworkField, which: number): Matrix => {
  const found = matrices[which];
  if (!found) throw new Error(`the network has no matrix ${which}`);
  return found;
};

function linear(field: NetworkField): HandWritten {
  const n = field.dimension;
  const m = matrix(field, 0);
  const basis = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)),
  );
  const moved = new Float64Array(n);
  return {
    jvps(points) {
      const out = new Float64Array(points.length / n);
      for (let i = 0; i < out.length; i++) {
        let trace = 0;
        for (let j = 0; j < n; j++) {
          multiply(m, basis[j] as Float64Array, 0, moved, 0);
          trace += moved[j] as number;
        }
        out[i] = trace;
      }
      return out;
    },
    structured(points) {
      let trace = 0;
      for (let j = 0; j < n; j++) trace += m.entries[j * n + j] as number;
      return new Float64Array(points.length / n).fill(trace);
    },
    evaluation(points) {
      const out = new Float64Array(points.length);
      for (let at = 0; at < points.length; at += n) multiply(m, points, at, out, at);
      return out;
    },
    probe: (z) => (points) => {
      const out = new Float64Array(points.length / n);
      for (let i = 0; i < out.length; i++) {
        multiply(m, z, 0, moved, 0);
        out[i] = dot(z, moved);
      }
      return out;
    },
  };
}

function oneHidden(field: NetworkField): HandWritten {
  const n = field.dimension;
  const w1 = matrix(field, 0);
  const w2 = matrix(field, 1);
  const a = new Float64Array(w1.rows);
  const h = new Float64Array(w1.rows);
  const d = new Float64Array(w1.rows);
  const u = new Float64Array(w1.rows);
  const moved = new Float64Array(n);
  const coefficients = Float64Array.from({ length: w1.rows }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < n; j++)
      sum += (w1.entries[k * n + j] as number) * (w2.entries[j * w1.rows + k] as number);
    return sum;
  });
  return {
    jvps(points) {
      const out = new Float64Array(points.length / n);
      for (let i = 0; i < out.length; i++) {
        multiply(w1, points, i * n, a, 0);
        activate(a, h, d);
        let trace = 0;
        for (let j = 0; j < n; j++) {
          for (let k = 0; k < u.length; k++) u[k] = (d[k] as number) * (w1.entries[k * n + j] as number);
          trace += rowTimes(w2, j, u);
        }
        out[i] = trace;
      }
      return out;
    },
    structured(points) {
      const out = new Float64Array(points.length / n);
      for (let i = 0; i < out.length; i++) {
        multiply(w1, points, i * n, a, 0);
        activate(a, h, d);
        out[i] = dot(d, coefficients);
      }
      return out;
    },
    evaluation(points) {
      const out = new Float64Array(points.length);
      for (let at = 0; at < points.length; at += n) {
        multiply(w1, points, at, a, 0);
        activate(a, h, d);
        multiply(w2, h, 0, out, at);
      }
      return out;
    },
    probe: (z) => (points) => {
      const out = new Float64Array(points.length / n);
      for (let i = 0; i < out.length; i++) {
        multiply(w1, points, i * n, a, 0);
        activate(a, h, d);
        multiply(w1, z, 0, u, 0);
        for (let k = 0; k < u.length; k++) u[k] = (u[k] as number) * (d[k] as number);
        multiply(w2, u, 0, moved, 0);
        out[i] = dot(z, moved);
      }
      return out;
    },
  };
}

function twoHidden(field: NetworkField): HandWritten {
  const n = field.dimension;
  const w1 = matrix(field, 0);
  const w2 = matrix(field, 1);
  const w3 = matrix(field, 2);
  const a1 = new Float64Array(w1.rows);
  const h1 = new Float64Array(w1.rows);
  const d1 = new Float64Array(w1.rows);
  const u1 = new Float64Array(w1.rows);
  const a2 = new Float64Array(w2.rows);
  const h2 = new Float64Array(w2.rows);
  const d2 = new Float64Array(w2.rows);
  const u2 = new Float64Array(w2.rows);
  const moved = new Float64Array(n);
  // tr(W3 D2 W2 D1 W1) = d2ᵀ [W2 ∘ (W1 W3)ᵀ] d1.
  const pairs: Matrix = {
    ...w2,
    entries: w2.entries.map((entry, at) => {
      const k = at % w2.columns;
      const l = Math.floor(at / w2.columns);
      let sum = 0;
      for (let j = 0; j < n; j++)
        sum += (w1.entries[k * n + j] as number) * (w3.entries[j * w3.columns + l] as number);
      return entry * sum;
    }),
  };
  const primal = (points: Float64Array, at: number): void => {
    multiply(w1, points, at, a1, 0);
    activate(a1, h1, d1);
    multiply(w2, h1, 0, a2, 0);
    activate(a2, h2, d2);
  };
  /** u2 = D2 W2 u1. */
  const push = (): void => {
    multiply(w2, u1, 0, u2, 0);
    for (let k = 0; k < u2.length; k++) u2[k] = (u2[k] as number) * (d2[k] as number);
  };
  return {
    jvps(points) {
      const out = new Float64Array(points.length / n);
      for (let i = 0; i < out.length; i++) {
        primal(points, i * n);
        let trace = 0;
        for (let j = 0; j < n; j++) {
          for (let k = 0; k < u1.length; k++) u1[k] = (d1[k] as number) * (w1.entries[k * n + j] as number);
          push();
          trace += rowTimes(w3, j, u2);
        }
        out[i] = trace;
      }
      return out;
    },
    structured(points) {
      const out = new Float64Array(points.length / n);
      for (let i = 0; i < out.length; i++) {
        primal(points, i * n);
        multiply(pairs, d1, 0, u2, 0);
        out[i] = dot(d2, u2);
      }
      return out;
    },
    evaluation(points) {
      const out = new Float64Array(points.length);
      for (let at = 0; at < points.length; at += n) {
        primal(points, at);
        multiply(w3, h2, 0, out, at);
      }
      return out;
    },
    probe: (z) => (points) => {
      const out = new Float64Array(points.length / n);
      for (let i = 0; i < out.length; i++) {
        primal(points, i * n);
        multiply(w1, z, 0, u1, 0);
        for (let k = 0; k < u1.length; k++) u1[k] = (u1[k] as number) * (d1[k] as number);
        push();
        multiply(w3, u2, 0, moved, 0);
        out[i] = dot(z, moved);
      }
      return out;
    },
  };
}
