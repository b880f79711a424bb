import { computeEngine } from "./compute-engine.ts";
import { dualNumbers } from "./dual-numbers.ts";
import { jaxJs } from "./jax-js.ts";
import { mathJs } from "./mathjs.ts";
import type { PeerEntry } from "./peer.ts";
import { tfjs, tfjsByHand } from "./tfjs.ts";

export const peerEntries: readonly PeerEntry[] = [
  jaxJs,
  tfjs,
  tfjsByHand,
  mathJs,
  computeEngine,
  dualNumbers,
];
