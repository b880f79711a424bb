/**
 * `npm test`: installs what is missing, checks everything, and ends with one line `N passed, N failed`.
 * `npm test -- --only unit,e2e` runs some of the stages; `npm test -- --list` names them; `--full` before either repeats
 * what is proved by repetition as often as the proof asks for.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { ensureChromium, testArguments } from "./support/chromium.mjs";
import { requireNode, root, runTool, toolPath } from "./support/commands.mjs";
import { ensureGrammar, ensureInstalled } from "./support/install.mjs";
import { playwrightCounts, single, vitestCounts } from "./support/reports.mjs";

const reports = join(root, ".cache", "test");

/** Longer than the slowest stage takes on two slow cores; a stage that hangs is ended and has failed. */
const stageTimeout = 62 * 60_000;

/**
 * @typedef {import("./support/reports.mjs").Counts} Counts
 * @typedef {{ output: string, counts: Counts }} Outcome
 * @typedef {{ name: string, title: string, needs?: string, show?: boolean, short?: boolean, run: () => Promise<Outcome> }} Stage
 *   needs: a stage this one cannot do without; show: its output is worth reading when it passes, too; short: the work of
 *   one core for seconds, done beside others like it
 */

/** @type {Stage[]} */
const stages = [
  { name: "types", title: "Types (tsc)", short: true, run: types },
  {
    name: "lint",
    title: "Lint and format (Biome)",
    short: true,
    run: () => tool("@biomejs/biome", "biome", ["check", "--error-on-warnings", "."]),
  },
  {
    name: "unused",
    title: "Unused files, exports, dependencies (knip)",
    short: true,
    run: () => tool("knip", "knip", ["--no-progress"]),
  },
  { name: "boundaries", title: "Import boundaries", short: true, run: () => script("boundaries.mjs") },
  { name: "unit", title: "Unit and property tests (vitest)", run: unit },
  {
    name: "build",
    title: "Production build (vite)",
    run: () => tool("vite", "vite", ["build", "--logLevel", "warn"]),
  },
  { name: "budgets", title: "Budgets", needs: "build", show: true, run: () => script("budgets.mjs") },
  { name: "e2e", title: "The page in Chromium (Playwright)", needs: "build", run: e2e },
];

/** @param {string} packageName @param {string} name @param {string[]} args @returns {Promise<Outcome>} */
async function tool(packageName, name, args) {
  const { code, output } = await runTool(toolPath(packageName, name), args, { timeout: stageTimeout });
  return { output, counts: single(code === 0) };
}

/** @param {string} file @returns {Promise<Outcome>} */
async function script(file) {
  const { code, output } = await runTool(join(root, "scripts", file), [], { timeout: stageTimeout });
  return { output, counts: single(code === 0) };
}

/** The whole project with the browser's types, then what must do without them. @returns {Promise<Outcome>} */
async function types() {
  const tsc = toolPath("typescript", "tsc");
  let output = "";
  let ok = true;
  for (const project of ["tsconfig.json", "scripts/support/engine.tsconfig.json"]) {
    const result = await runTool(tsc, ["--noEmit", "-p", project], { timeout: stageTimeout });
    if (result.code !== 0) output += `${project}:\n${result.output}\n`;
    ok &&= result.code === 0;
  }
  return { output, counts: single(ok) };
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** @returns {Promise<Outcome>} */
async function unit() {
  const report = join(reports, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code, output } = await runTool(toolPath("vitest"), args, { timeout: stageTimeout });
  return { output, counts: vitestCounts(read(report), code) };
}

/** A port nobody listens on. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** @returns {Promise<Outcome>} */
async function e2e() {
  let chromium;
  try {
    chromium = await ensureChromium(console.log);
  } catch (error) {
    return { output: /** @type {Error} */ (error).message, counts: single(false) };
  }
  const report = join(reports, "playwright.json");
  const env = {
    ...process.env,
    DELDOT_CHROMIUM: chromium,
    DELDOT_E2E_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  };
  const args = ["test", "--reporter=list,json"];
  const { code, output } = await runTool(toolPath("@playwright/test", "playwright"), args, {
    env,
    timeout: stageTimeout,
  });
  return {
    output: `${chromium} ${testArguments.join(" ")}\n${output}`,
    counts: playwrightCounts(read(report), code),
  };
}

/**
 * @param {string[]} argv
 * @returns {Stage[]}
 * @throws {Error} in one line when a stage is unknown
 */
function chosenStages(argv) {
  if (argv.length === 0) return stages;
  const [flag, value] = argv[0]?.startsWith("--only=") ? ["--only", argv[0].slice("--only=".length)] : argv;
  if (flag !== "--only" || !value)
    throw new Error("Usage: npm test [-- [--full] [--only stage,stage] | --list]");
  const names = value.split(",");
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no stage "${unknown}"; there are ${stages.map(({ name }) => name).join(", ")}.`,
    );
  }
  return stages.filter(({ name }) => names.includes(name));
}

/** @param {number} since */
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** @param {Counts} counts */
function told({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** @param {Stage} stage @returns {Promise<{ outcome: Outcome, took: string }>} */
async function timed(stage) {
  const start = performance.now();
  const outcome = await stage.run();
  return { outcome, took: seconds(start) };
}

/** @param {string} needed @returns {Outcome} */
function notRun(needed) {
  return { output: `Not run: the stage "${needed}" failed.`, counts: single(false) };
}

/** @param {Stage[]} chosen @returns {Promise<Counts>} */
async function runStages(chosen) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {Set<string>} */
  const broken = new Set();
  const begun = new Map(chosen.filter(({ short }) => short).map((stage) => [stage, timed(stage)]));
  for (const stage of chosen) {
    console.log(`\n── ${stage.title}`);
    const { outcome, took } =
      stage.needs && broken.has(stage.needs)
        ? { outcome: notRun(stage.needs), took: "0 s" }
        : await (begun.get(stage) ?? timed(stage));
    if (outcome.counts.failed > 0) broken.add(stage.name);
    if (outcome.counts.failed > 0 || stage.show) console.log(outcome.output.trimEnd());
    console.log(`   ${stage.name}: ${told(outcome.counts)} in ${took}`);
    total.passed += outcome.counts.passed;
    total.failed += outcome.counts.failed;
  }
  return total;
}

async function main() {
  requireNode();
  const argv = process.argv.slice(2);
  if (argv[0] === "--full") {
    argv.shift();
    // Read by src/engine/testing/rounds.ts.
    process.env.DELDOT_FULL = "1";
  }
  if (argv[0] === "--list") {
    for (const { name, title } of stages) console.log(`${name.padEnd(11)} ${title}`);
    return;
  }
  const chosen = chosenStages(argv);
  const start = performance.now();
  /** @type {Counts} */
  let total;
  try {
    await ensureInstalled({ say: console.log });
    await ensureGrammar();
    rmSync(reports, { recursive: true, force: true });
    mkdirSync(reports, { recursive: true });
    total = await runStages(chosen);
  } catch (error) {
    console.log(/** @type {Error} */ (error).message);
    total = single(false);
  }
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`\nTook ${seconds(start)}.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
