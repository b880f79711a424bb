#!/usr/bin/env node
/**
 * Side-by-side measurements: `npm run bench`, or some of them with `npm run bench -- kernel compile shader`. All
 * numbers are ratios to something measured in the same run, so that they can be compared between machines.
 */
import { requireNode } from "./support/commands.mjs";
import { ensureGrammar, ensureInstalled } from "./support/install.mjs";

requireNode();
try {
  await ensureInstalled({ say: console.log });
  await ensureGrammar();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}
const { register } = await import("tsx/esm/api");
register();
await import("../bench/main.ts");
