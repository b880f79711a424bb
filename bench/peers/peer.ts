import { readFileSync } from "node:fs";
import type { MeasuredField } from "../measured-fields.ts";

/** One way to have a peer compute the divergence at points it already holds in arrays of its own. */
export interface Idiom {
  readonly name: string;
  /** All values at once, back in an array of JavaScript. */
  readonly run: () => ArrayLike<number>;
}

/** Another library that can compute a divergence. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  readonly precision: "float32" | "float64";
  /**
   * The idioms worth trying for the field at these points, the fastest of which is reported; none when the library
   * has no derivatives of such a field.
   */
  idioms(field: MeasuredField, points: Float64Array): readonly Idiom[];
  /** Frees what the last idioms held. */
  release?(): void;
}

/** A peer as it is before its packages are loaded. */
export interface PeerEntry {
  readonly name: string;
  load(): Promise<Peer>;
}

/**
 * A package of bench/package.json. The name is not written as an import, so that the rest of the repository is checked
 * and tested without these packages.
 */
export async function loadPackage<Module>(name: string): Promise<Module> {
  return (await import(name)) as Module;
}

export function versionOf(name: string): string {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
