/**
 * Makes the library of `import … from "deldot"`: `lib/index.js`, which needs nothing else, and its types.
 * `npm run build:engine`; npm runs it before it packs. Another folder may be named: `… -- FOLDER`.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build } from "vite";
import { root, runTool, toolPath } from "./support/commands.mjs";
import { ensureGrammar } from "./support/install.mjs";

/** @param {string} folder */
async function bundle(folder) {
  await build({
    configFile: false,
    root,
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2022",
      // Those who use it minify it with their own; unminified it can be read, and stack traces name things.
      minify: false,
      lib: { entry: join(root, "src", "engine", "index.ts"), formats: ["es"], fileName: "index" },
    },
  });
}

/** @param {string} folder */
async function declare(folder) {
  const project = join(root, "scripts", "support", "library.tsconfig.json");
  const { code, output } = await runTool(toolPath("typescript", "tsc"), ["-p", project, "--outDir", folder]);
  if (code !== 0) throw new Error(`The types could not be made:\n${output.trim()}`);
  removeUnreachable(folder);
}

/** tsc writes the types of every module; those that the entry does not lead to are of no use to anyone. */
function removeUnreachable(/** @type {string} */ folder) {
  const reached = new Set([join(folder, "index.d.ts")]);
  for (const file of reached) {
    for (const [, specifier] of readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)\.ts"/g)) {
      reached.add(resolve(dirname(file), `${specifier}.d.ts`));
    }
  }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !reached.has(file)) rmSync(file);
  }
}

async function main() {
  const folder = resolve(root, process.argv[2] ?? "lib");
  await ensureGrammar();
  await bundle(folder);
  await declare(join(folder, "types"));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
