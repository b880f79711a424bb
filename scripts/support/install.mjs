/** Brings node_modules and the generated grammar to what the checkout asks for, and does nothing when they are. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { npm, root, run, runTool } from "./commands.mjs";

const grammarScript = join(root, "scripts", "grammar.mjs");

/**
 * Whether node_modules holds what package-lock.json names. npm writes `node_modules/.package-lock.json` as the last
 * step of an install, so that file is the stamp: comparing contents instead of file times holds after a checkout, a
 * copy or a restored cache, and an interrupted install has no stamp.
 * @param {string} [folder] the checkout
 */
export function isInstalled(folder = root) {
  const wanted = lockedPackages(join(folder, "package-lock.json"));
  const present = lockedPackages(join(folder, "node_modules", ".package-lock.json"));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (path === "" || link) return true;
    const installed = present[path];
    // Optional packages are those of other platforms; npm leaves them out.
    if (!installed) return optional === true;
    return installed.version === version && existsSync(join(folder, path));
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }> | null}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Installs the locked packages when they are missing or not the locked ones.
 * @param {{ say?: (line: string) => void, folder?: string }} [options] `say` announces the wait; `folder` has a
 *   package-lock.json, by default the checkout's own
 * @throws {Error} with what npm said when it fails
 */
export async function ensureInstalled({ say = console.error, folder = root } = {}) {
  if (isInstalled(folder)) return;
  const inside = relative(root, folder);
  say(`Installing packages (npm ci${inside && ` --prefix ${inside}`}) …`);
  const { command, args, shell } = npm();
  const options = [
    "ci",
    "--prefix",
    inside || ".",
    "--include=dev",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const { code, output } = await run(command, [...args, ...options], { shell });
  if (code !== 0) throw new Error(`npm ci failed:\n${output.trim()}`);
}

/** Makes the parser from its grammar. @throws {Error} with what the generator said when it fails */
export async function ensureGrammar() {
  const { code, output } = await runTool(grammarScript, []);
  if (code !== 0) throw new Error(`The grammar could not be generated:\n${output.trim()}`);
}
