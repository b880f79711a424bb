import { fileURLToPath } from "node:url";
import { ensureInstalled } from "../scripts/support/install.mjs";
import type { DivergenceValues } from "../src/engine/index.ts";
import { drawProbes, prngKey } from "../src/engine/random/index.ts";
import { type HandWritten, handWritten } from "./hand-written.ts";
import { type MeasuredField, pointsOf } from "./measured-fields.ts";
import { evaluationOf, ours } from "./ours.ts";
import { peerEntries } from "./peers/index.ts";
import type { Idiom, Peer } from "./peers/peer.ts";

export type Say = (line: string) => void;

/** Points at which everything is compared before it is timed. */
const checkedCount = 50;

/** A peer of the run; null when its package cannot be loaded. */
export interface Loaded {
  readonly name: string;
  readonly peer: Peer | null;
}

/** Installs the peers' packages where they are missing, and says which peers there are. */
export async function loadPeers(say: Say): Promise<Loaded[]> {
  try {
    await ensureInstalled({ say, folder: fileURLToPath(new URL(".", import.meta.url)) });
  } catch (error) {
    say(`  The peers' packages cannot be installed: ${firstLine(error)}`);
  }
  const loaded: Loaded[] = [];
  for (const entry of peerEntries) {
    try {
      const peer = await entry.load();
      say(`  ${peer.name} ${peer.version}, ${peer.precision}`);
      loaded.push({ name: entry.name, peer });
    } catch (error) {
      say(`  ${entry.name} cannot be loaded: ${firstLine(error)}`);
      loaded.push({ name: entry.name, peer: null });
    }
  }
  return loaded;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n").find((line) => line.trim() !== "") ?? message;
}

/** Why `values` are not those expected, or null: compared relative to the largest of them. */
function difference(values: ArrayLike<number>, expected: Float64Array, tolerance: number): string | null {
  if (values.length !== expected.length)
    return `it gave ${values.length} values for ${expected.length} points`;
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs((values[i] as number) - (expected[i] as number));
    if (!(error <= tolerance * scale)) return `it gave ${values[i]} for ${expected[i]}`;
  }
  return null;
}

const tolerances = { float64: 1e-11, float32: 2e-5 } as const;

/** The probe that all our points share with seed 0, for the hand-written estimate. */
export const probeOf = ({ dimension }: MeasuredField): Float64Array =>
  drawProbes(prngKey(0), 1, dimension, "rademacher", "jax");

/** The hand-written functions have to agree with each other before anything is held against them. */
function checkHandWritten(field: MeasuredField, hand: HandWritten): void {
  const n = field.dimension;
  const points = pointsOf(field, checkedCount);
  const expected = hand.jvps(points);
  const summed = new Float64Array(checkedCount);
  for (let i = 0; i < n; i++) {
    const unit = Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0));
    hand
      .probe(unit)(points)
      .forEach((value, at) => {
        summed[at] = (summed[at] as number) + value;
      });
  }
  const problem =
    difference(summed, expected, tolerances.float64) ??
    (hand.structured ? difference(hand.structured(points), expected, tolerances.float64) : null);
  if (problem) throw new Error(`hand-written, ${field.name}: ${problem}`);
}

interface OwnWay {
  readonly name: string;
  readonly evaluate: (points: Float64Array) => DivergenceValues;
}

/** A field with what is compared on it: hand-written functions, and our ways that agree with them. */
export interface Contest {
  readonly field: MeasuredField;
  readonly hand: HandWritten;
  readonly own: readonly OwnWay[];
}

/** @throws Error when the hand-written functions do not agree with each other; our own are reported and left out */
export function contestOf(field: MeasuredField, say: Say): Contest {
  const hand = handWritten(field);
  checkHandWritten(field, hand);
  const points = pointsOf(field, checkedCount);
  const own = ours.flatMap(({ name, options }): OwnWay[] => {
    try {
      const evaluate = evaluationOf(field.source, options);
      const expected = options.method === "hutchinson" ? hand.probe(probeOf(field)) : hand.jvps;
      const problem = difference(evaluate(points).values, expected(points), tolerances.float64);
      if (problem) throw new Error(problem);
      return [{ name, evaluate }];
    } catch (error) {
      say(`  ours, ${name}, is not timed: ${firstLine(error)}`);
      return [];
    }
  });
  return { field, hand, own };
}

/** The peer's idioms that give the right values at these points. */
export function checkedIdioms(peer: Peer, { field, hand }: Contest, count: number, say: Say): Idiom[] {
  const points = pointsOf(field, count);
  const expected = hand.jvps(points);
  try {
    return peer.idioms(field, points).filter((idiom) => {
      try {
        const problem = difference(idiom.run(), expected, tolerances[peer.precision]);
        if (problem) throw new Error(problem);
        return true;
      } catch (error) {
        say(`  ${peer.name}, ${idiom.name}, ${count} points, is not timed: ${firstLine(error)}`);
        return false;
      }
    });
  } catch (error) {
    say(`  ${peer.name} is not timed: ${firstLine(error)}`);
    return [];
  }
}
