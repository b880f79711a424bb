/** An eigenvalue; conjugate ones stand side by side, that with the positive imaginary part first. */
export interface ComplexNumber {
  readonly real: number;
  readonly imaginary: number;
}

/** Steps for one eigenvalue, after which the matrix is given up; ten do nearly always. */
const patience = 60;

/**
 * The eigenvalues of a real n×n matrix, row-major, by decreasing real part: reduced to Hessenberg form by eliminations, then
 * by double QR steps with Francis's shifts (Wilkinson and Reinsch 1971, hqr). Errors are of the order of ε‖A‖ for
 * eigenvalues that stand apart. All NaN where an entry is not finite, or the steps do not settle.
 */
export function spectrumOf(matrix: ArrayLike<number>, n: number): readonly ComplexNumber[] {
  const a = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (__, j) => matrix[i * n + j] as number),
  );
  const scale = scaleOf(a);
  for (const row of a) for (const [j, entry] of row.entries()) row[j] = entry / scale;
  const found = a.every((row) => row.every(Number.isFinite)) ? settled(hessenberg(a)) : null;
  if (!found) return Array.from({ length: n }, () => ({ real: Number.NaN, imaginary: Number.NaN }));
  return found
    .map(({ real, imaginary }) => ({ real: real * scale, imaginary: imaginary * scale }))
    .sort(
      (p, q) => q.real - p.real || Math.abs(q.imaginary) - Math.abs(p.imaginary) || q.imaginary - p.imaginary,
    );
}

/** Binary exponents within which products of two entries neither overflow nor vanish. */
const safe = 400;

/** A power of two near the largest entry where products would leave the numbers, else 1: dividing by it rounds nothing. */
function scaleOf(a: readonly Float64Array[]): number {
  const largest = a.reduce(
    (most, row) => row.reduce((part, entry) => Math.max(part, Math.abs(entry)), most),
    0,
  );
  const exponent = largest === 0 ? 0 : Math.floor(Math.log2(largest));
  return Math.abs(exponent) <= safe ? 1 : 2 ** Math.min(1023, exponent);
}

function hessenberg(a: Float64Array[]): Float64Array[] {
  const n = a.length;
  const at = (i: number, j: number) => a[i]?.[j] as number;
  for (let m = 1; m < n - 1; m += 1) {
    let pivot = m;
    for (let i = m; i < n; i += 1) if (Math.abs(at(i, m - 1)) > Math.abs(at(pivot, m - 1))) pivot = i;
    if (at(pivot, m - 1) === 0) continue;
    [a[pivot], a[m]] = [a[m] as Float64Array, a[pivot] as Float64Array];
    for (const row of a) [row[pivot], row[m]] = [row[m] as number, row[pivot] as number];
    for (let i = m + 1; i < n; i += 1) {
      const factor = at(i, m - 1) / at(m, m - 1);
      const row = a[i] as Float64Array;
      for (let j = 0; j < n; j += 1) row[j] = at(i, j) - factor * at(m, j);
      row[m - 1] = 0;
      for (const other of a) other[m] = (other[m] as number) + factor * (other[i] as number);
    }
  }
  return a;
}

function settled(a: Float64Array[]): ComplexNumber[] | null {
  const found: ComplexNumber[] = [];
  const at = (i: number, j: number) => a[i]?.[j] as number;
  const norm = a.reduce((sum, row) => row.reduce((part, entry) => part + Math.abs(entry), sum), 0);
  let shift = 0;
  let last = a.length - 1;
  let steps = 0;
  while (last >= 0) {
    let low = last;
    for (; low > 0; low -= 1) {
      const scale = Math.abs(at(low - 1, low - 1)) + Math.abs(at(low, low)) || norm;
      if (Math.abs(at(low, low - 1)) <= Number.EPSILON * scale) break;
    }
    const x = at(last, last);
    if (low === last) {
      found.push({ real: x + shift, imaginary: 0 });
      last -= 1;
      steps = 0;
      continue;
    }
    const y = at(last - 1, last - 1);
    const w = at(last, last - 1) * at(last - 1, last);
    if (low === last - 1) {
      found.push(...pairOf(x, y, w, shift));
      last -= 2;
      steps = 0;
      continue;
    }
    steps += 1;
    if (steps > patience) return null;
    shift += doubleStep(a, low, last, steps % 10 === 0, { x, y, w });
  }
  return found;
}

/** Of the block (y ·; · x) with w the product of the others. */
function pairOf(x: number, y: number, w: number, shift: number): ComplexNumber[] {
  const p = (y - x) / 2;
  const q = p * p + w;
  const root = Math.sqrt(Math.abs(q));
  if (q < 0) return [root, -root].map((imaginary) => ({ real: x + p + shift, imaginary }));
  const z = p + (p < 0 ? -root : root);
  return [x + z, z === 0 ? x : x - w / z].map((real) => ({ real: real + shift, imaginary: 0 }));
}

/** A double QR step on the rows low … last; returns what was taken off the diagonal, where the shift is an exceptional one. */
function doubleStep(
  a: Float64Array[],
  low: number,
  last: number,
  exceptional: boolean,
  corner: { x: number; y: number; w: number },
): number {
  const n = a.length;
  const at = (i: number, j: number) => a[i]?.[j] as number;
  const set = (i: number, j: number, value: number) => {
    (a[i] as Float64Array)[j] = value;
  };
  let { x, y, w } = corner;
  let taken = 0;
  if (exceptional) {
    taken = x;
    for (let i = 0; i <= last; i += 1) set(i, i, at(i, i) - x);
    const s = Math.abs(at(last, last - 1)) + Math.abs(at(last - 1, last - 2));
    x = 0.75 * s;
    y = x;
    w = -0.4375 * s * s;
  }
  let [p, q, r] = [0, 0, 0];
  let m = last - 2;
  for (; m >= low; m -= 1) {
    const z = at(m, m);
    const [here, there] = [x - z, y - z];
    p = (here * there - w) / at(m + 1, m) + at(m, m + 1);
    q = at(m + 1, m + 1) - z - here - there;
    r = at(m + 2, m + 1);
    const s = Math.abs(p) + Math.abs(q) + Math.abs(r);
    [p, q, r] = [p / s, q / s, r / s];
    if (m === low) break;
    const u = Math.abs(at(m, m - 1)) * (Math.abs(q) + Math.abs(r));
    const v = Math.abs(p) * (Math.abs(at(m - 1, m - 1)) + Math.abs(z) + Math.abs(at(m + 1, m + 1)));
    if (u <= Number.EPSILON * v) break;
  }
  for (let i = m + 2; i <= last; i += 1) {
    set(i, i - 2, 0);
    if (i > m + 2) set(i, i - 3, 0);
  }
  for (let k = m; k < last; k += 1) {
    const three = k < last - 1;
    let scale = 1;
    if (k > m) {
      p = at(k, k - 1);
      q = at(k + 1, k - 1);
      r = three ? at(k + 2, k - 1) : 0;
      scale = Math.abs(p) + Math.abs(q) + Math.abs(r);
      if (scale === 0) continue;
      [p, q, r] = [p / scale, q / scale, r / scale];
    }
    const length = Math.hypot(p, q, r);
    const s = p < 0 ? -length : length;
    if (s === 0) continue;
    if (k > m) set(k, k - 1, -s * scale);
    else if (low !== m) set(k, k - 1, -at(k, k - 1));
    p += s;
    const [fx, fy, fz] = [p / s, q / s, r / s];
    q /= p;
    r /= p;
    for (let j = k; j < n; j += 1) {
      const sum = at(k, j) + q * at(k + 1, j) + (three ? r * at(k + 2, j) : 0);
      set(k, j, at(k, j) - sum * fx);
      set(k + 1, j, at(k + 1, j) - sum * fy);
      if (three) set(k + 2, j, at(k + 2, j) - sum * fz);
    }
    for (let i = 0; i <= Math.min(last, k + 3); i += 1) {
      const sum = fx * at(i, k) + fy * at(i, k + 1) + (three ? fz * at(i, k + 2) : 0);
      set(i, k, at(i, k) - sum);
      set(i, k + 1, at(i, k + 1) - sum * q);
      if (three) set(i, k + 2, at(i, k + 2) - sum * r);
    }
  }
  return taken;
}
