/** Writes the service worker of a build: it names every file of it. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { readFiles } from "./sizes.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const fileName = "service-worker.js";

/** @param {string | Buffer} content @param {import("node:crypto").BinaryToTextEncoding} encoding */
function digest(content, encoding) {
  return createHash("sha256").update(content).digest(encoding);
}

/**
 * What the demos are asked for with behind their names, so that a page has those it was built with.
 * @param {string} folder
 */
export function demosMark(folder) {
  const files = [...readFiles(folder)].sort(([one], [other]) => (one < other ? -1 : 1));
  return digest(files.map(([name, content]) => `${name} ${digest(content, "hex")}`).join("\n"), "hex").slice(
    0,
    8,
  );
}

/**
 * The build as the service worker keeps it.
 * @param {string} folder
 * @returns {import("../../src/app/offline/kept-builds.ts").Build}
 */
export function buildIn(folder) {
  const mark = demosMark(join(folder, "demos"));
  /** @param {string} name */
  const addressOf = (name) => {
    // Some servers lead from index.html to the folder, and what was led elsewhere must not answer for a page.
    if (name === "index.html") return "./";
    return name.startsWith("demos/") ? `${name}?${mark}` : name;
  };
  const files = [...readFiles(folder)]
    .filter(([name]) => name !== fileName)
    .map(([name, content]) => /** @type {const} */ ([addressOf(name), `sha256-${digest(content, "base64")}`]))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { name: digest(JSON.stringify(files), "hex").slice(0, 8), files };
}

/** @param {string} folder with a whole build in it */
export async function writeServiceWorker(folder) {
  const result = await build({
    configFile: false,
    root,
    logLevel: "silent",
    define: { deldotBuild: JSON.stringify(buildIn(folder)) },
    build: {
      write: false,
      target: "es2022",
      // A classic script: not all browsers run service workers that are modules.
      rolldownOptions: {
        input: join(root, "src/app/offline/service-worker.ts"),
        output: { format: "iife" },
      },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  if (!bundle || !("output" in bundle)) throw new Error("The service worker could not be built.");
  writeFileSync(join(folder, fileName), bundle.output[0].code);
}
