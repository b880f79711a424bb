#!/usr/bin/env node
/** The `deldot` command from a checkout: sees to packages and grammar when they are missing, then runs it. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { requireNode, root } from "./support/commands.mjs";
import { ensureGrammar, ensureInstalled } from "./support/install.mjs";

const language = join(root, "src", "engine", "language");

/** When a file was last written; 0 for one that is not there. @param {string} name */
const written = (name) => statSync(join(language, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;

requireNode();
try {
  await ensureInstalled({ say: (line) => process.stderr.write(`${line}\n`) });
  if (written("parser.generated.ts") < written("deldot.grammar")) await ensureGrammar();
} catch (error) {
  process.stderr.write(`deldot: error: ${/** @type {Error} */ (error).message}\n`);
  process.exit(1);
}
const { register } = await import("tsx/esm/api");
register();
await import("../src/cli/main.ts");
