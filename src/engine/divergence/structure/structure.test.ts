import { describe, expect, it } from "vitest";
import { topological } from "../../graph/traverse.ts";
import { pick, seededRandom } from "../../testing/random.ts";
import { rounds } from "../../testing/rounds.ts";
import { dropAntisymmetric } from "./antisymmetry.ts";
import { type Colouring, colour } from "./colouring.ts";
import { dependenceOf } from "./dependence.ts";
import { eachSource } from "./entry-graph.ts";
import type { LinearMap } from "./linear-map.ts";
import { narrowCut } from "./narrow-cut.ts";
import { type Pattern, patternOf } from "./pattern.ts";
import { prune } from "./prune.ts";
import {
  almostTurning,
  anything,
  arrow,
  autoregressive,
  banded,
  blocks,
  bottleneck,
  dense,
  hollow,
  type Kind,
  matrixAt,
  pointFor,
  type Sample,
  sampleOf,
  stencil,
  turning,
  valueAt,
} from "./testing/maps.ts";

const seed = 52501;
const fields = rounds(60, 200);

const traceOf = (matrix: readonly (readonly number[])[]) =>
  matrix.reduce((total, row, i) => total + (row[i] as number), 0);

const sizeOfMatrix = (matrix: readonly (readonly number[])[]) =>
  matrix.flat().reduce((total, entry) => total + Math.abs(entry), 0);

/** Σ over colours C of 1_Cᵀ L 1_C: one evaluation of the map for each colour. */
function traceByColours(
  map: LinearMap,
  { x }: Sample,
  point: Float64Array,
  { count, colours }: Colouring,
): number {
  let total = 0;
  for (let own = 0; own < count; own++) {
    const isOwn = (k: number) => (colours[k] === own ? 1 : 0);
    valueAt(map, x, point, isOwn).forEach((value, k) => {
      if (isOwn(k)) total += value;
    });
  }
  return total;
}

/** Where the matrix is not 0 at the point. */
const seenAt = (matrix: readonly (readonly number[])[]) =>
  matrix.map((row) => [...row.keys()].filter((j) => row[j] !== 0));

function expectWithin(pattern: Pattern, matrix: readonly (readonly number[])[]): void {
  seenAt(matrix).forEach((row, i) => {
    expect([...(pattern.rows[i] as Int32Array)]).toEqual(expect.arrayContaining(row));
  });
}

const found = <T>(value: T | null): T => {
  if (value === null) throw new Error("nothing found");
  return value;
};

/** Everything that is claimed of any map at all, against its matrix by basis vectors; what was found. */
function check(sample: Sample) {
  const { map, x } = sample;
  const point = pointFor(sample);
  const matrix = matrixAt(map, x, point);
  const scale = Math.max(sizeOfMatrix(matrix), 1);
  const trace = traceOf(matrix);
  const expectTrace = (value: number) => expect(Math.abs(value - trace)).toBeLessThanOrEqual(1e-12 * scale);

  const pattern = found(patternOf(map));
  expectWithin(pattern, matrix);
  const colouring = colour(pattern);
  expectProper(pattern, colouring);
  expectTrace(traceByColours(map, sample, point, colouring));

  const pruned = prune(map);
  if (pruned) {
    const rest = matrixAt(pruned, x, point);
    rest.forEach((row, i) => {
      expect(Math.abs((row[i] as number) - (matrix[i]?.[i] as number))).toBeLessThanOrEqual(1e-12 * scale);
    });
    expectWithin(found(patternOf(pruned)), rest);
    expect(found(patternOf(pruned)).nonzeros).toBeLessThanOrEqual(pattern.nonzeros);
    expectTrace(traceByColours(pruned, sample, point, colour(found(patternOf(pruned)))));
  }

  const cut = narrowCut(map);
  if (cut) {
    expect(cut.width).toBeLessThan(sample.n);
    expect([cut.rotated.tangent.shape, cut.rotated.output.shape]).toEqual([[cut.width], [cut.width]]);
    const rotated = matrixAt(cut.rotated, x, point);
    expect(Math.abs(traceOf(rotated) - trace)).toBeLessThanOrEqual(
      1e-12 * Math.max(scale, sizeOfMatrix(rotated)),
    );
  }
  return { ...sample, matrix, pattern, colouring, pruned, cut, point, expectTrace };
}

/** No two of one colour may stand in each other's row. */
function expectProper(pattern: Pattern, { count, colours }: Colouring): void {
  expect(Math.max(...colours)).toBe(count - 1);
  pattern.rows.forEach((row, i) => {
    for (const j of row) if (i !== j) expect(colours[i]).not.toBe(colours[j]);
  });
}

/** Every edge on a way to the output lies on a path from a tangent entry to the output entry of the same place. */
function expectAllOnLoops(map: LinearMap): void {
  const { graph, sets, reachedBy, reaches } = found(dependenceOf(map));
  const isIdle = (source: number, entry: number) =>
    reachedBy[source] === sets.empty || reaches[entry] === sets.empty;
  for (let entry = 0; entry < graph.size; entry++) {
    eachSource(graph, entry, (source) => {
      const isOnLoop = sets.meet(reachedBy[source] as number, reaches[entry] as number);
      expect(isOnLoop || isIdle(source, entry)).toBe(true);
    });
  }
}

/** Products of matrices, where one factor stands at many edges, are not taken apart. */
const hasMatrices = ({ output }: LinearMap) =>
  topological([output]).some((node) => node.op.name === "matmul" && node.shape.length === 2);

function* checked(kind: Kind, first: number) {
  for (let k = 0; k < fields; k++) {
    const sample = sampleOf(kind, first + k);
    try {
      yield check(sample);
    } catch (error) {
      throw new Error(`${kind.name}, seed ${sample.seed}, n = ${sample.n}: ${error}`);
    }
  }
}

describe(`maps with a structure, ${fields} of each kind (seeds from ${seed})`, () => {
  it.each([arrow, banded, stencil])("$name: two colours as it stands, one when pruned", (kind) => {
    for (const { pattern, matrix, colouring, pruned, seed: own } of checked(kind, seed)) {
      expect(colouring.count, `seed ${own}`).toBe(2);
      expect(
        pattern.rows.map((row) => [...row]),
        `seed ${own}`,
      ).toEqual(seenAt(matrix));
      expect(found(patternOf(found(pruned))).isDiagonal, `seed ${own}`).toBe(true);
    }
  });

  it.each([blocks])("$name: a colour for each place in a block, and nothing to prune", (kind) => {
    for (const { colouring, pruned, cut, seed: own } of checked(kind, seed + 1000)) {
      expect([colouring.count, pruned, cut], `seed ${own}`).toEqual([3, null, null]);
    }
  });

  it.each([hollow, autoregressive])("$name: one pass when pruned", (kind) => {
    for (const { map, pruned, x, point, expectTrace, n, seed: own } of checked(kind, seed + 2000)) {
      const rest = pruned ?? map;
      expect(found(patternOf(rest)).isDiagonal, `seed ${own}`).toBe(true);
      const once = valueAt(rest, x, point, () => 1);
      expectTrace(once.reduce((total, entry) => total + entry, 0));
      expect(prune(rest), `seed ${own}`).toBeNull();
      expect(once.length).toBe(n);
    }
  });

  it.each([bottleneck])("$name: as many passes as the cut is wide", (kind) => {
    for (const { cut, seed: own } of checked(kind, seed + 3000)) expect(cut?.width, `seed ${own}`).toBe(3);
  });

  it.each([turning])("$name: one pass for the trace", (kind) => {
    for (const sample of checked(kind, seed + 4000)) {
      const colouring = colour(dropAntisymmetric(sample.map, sample.pattern));
      expect(colouring.count, `seed ${sample.seed}`).toBe(1);
      sample.expectTrace(traceByColours(sample.map, sample, sample.point, colouring));
    }
  });
});

describe(`maps without it, ${fields} of each kind (seeds from ${seed})`, () => {
  it.each([dense])("$name: nothing is claimed", (kind) => {
    for (const { map, matrix, pattern, colouring, pruned, cut, n, seed: own } of checked(kind, seed + 5000)) {
      expect([colouring.count, pruned, cut], `seed ${own}`).toEqual([n, null, null]);
      expect(seenAt(matrix).flat(), `seed ${own}`).toHaveLength(n * n);
      expect(dropAntisymmetric(map, pattern), `seed ${own}`).toBe(pattern);
    }
  });

  it.each([almostTurning])("$name: every pair keeps its colours", (kind) => {
    for (const { map, pattern, seed: own } of checked(kind, seed + 6000)) {
      expect(dropAntisymmetric(map, pattern), `seed ${own}`).toBe(pattern);
    }
  });

  it("anything at all: what is claimed is so", () => {
    const seen = { offDiagonal: 0, pruned: 0, cut: 0, trace: 0 };
    for (const sample of checked(anything, seed + 7000)) {
      if (!sample.pattern.isDiagonal) seen.offDiagonal += 1;
      if (sample.pruned) seen.pruned += 1;
      if (sample.cut) seen.cut += 1;
      if (traceOf(sample.matrix) !== 0) seen.trace += 1;
      const colouring = colour(dropAntisymmetric(sample.map, sample.pattern));
      sample.expectTrace(traceByColours(sample.map, sample, sample.point, colouring));
      if (sample.pruned && !hasMatrices(sample.pruned)) expectAllOnLoops(sample.pruned);
      const rest = sample.pruned && prune(sample.pruned);
      if (rest) expectWithin(found(patternOf(rest)), matrixAt(rest, sample.x, sample.point));
      const again = sample.cut && narrowCut(sample.cut.rotated);
      if (again) sample.expectTrace(traceOf(matrixAt(again.rotated, sample.x, sample.point)));
    }
    // The fields are worth the name.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(fields / 4);
  });

  it("a structure with one thing added to it is not taken for it", () => {
    const random = seededRandom(seed);
    for (let k = 0; k < fields; k++) {
      const kind = pick(random, [arrow, banded, stencil, hollow, autoregressive, bottleneck]);
      const spoilt: Kind = {
        ...kind,
        build: (draft) => dense.build({ ...draft, x: kind.build(draft) }),
      };
      const { pattern, pruned, matrix, n, seed: own } = check(sampleOf(spoilt, seed + 8000 + k));
      if (kind !== bottleneck) expect(seenAt(matrix).flat().length, `${kind.name}, seed ${own}`).toBe(n * n);
      expect(pattern.nonzeros, `${kind.name}, seed ${own}`).toBe(n * n);
      expect(pruned && found(patternOf(pruned)).isDiagonal, `${kind.name}, seed ${own}`).not.toBe(true);
    }
  });
});
