import { chromiumArguments, ensureChromium } from "../scripts/support/chromium.mjs";
import { benchCompile } from "./compile.ts";
import { benchGrowth } from "./growth.ts";
import { benchKernels } from "./kernel.ts";
import { benchPeers } from "./peers.ts";
import { benchPlane } from "./plane.ts";
import { benchShaders } from "./shader.ts";
import { benchSpace } from "./space.ts";
import { benchStreamlines } from "./streamlines.ts";
import { benchUse } from "./use.ts";
import { benchVisits } from "./visit.ts";

const parts: Record<string, () => void | Promise<void>> = {
  kernel: () => benchKernels(console.log),
  compile: () => benchCompile(console.log),
  peers: () => benchPeers(console.log),
  growth: () => benchGrowth(console.log),
  shader: async () => benchShaders(console.log, await ensureChromium(console.log), [...chromiumArguments]),
  streamlines: async () =>
    benchStreamlines(console.log, await ensureChromium(console.log), [...chromiumArguments]),
  plane: async () => benchPlane(console.log, await ensureChromium(console.log), [...chromiumArguments]),
  space: async () => benchSpace(console.log, await ensureChromium(console.log), [...chromiumArguments]),
  visit: async () => benchVisits(console.log, await ensureChromium(console.log), [...chromiumArguments]),
  use: async () => benchUse(console.log, await ensureChromium(console.log), [...chromiumArguments]),
};

/** What takes minutes of its own: only where it is asked for. */
const longParts = new Set(["use"]);

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}"; there are ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
for (const [name, run] of Object.entries(parts)) {
  if (asked.length > 0 ? !asked.includes(name) : longParts.has(name)) continue;
  await run();
  console.log("");
}
