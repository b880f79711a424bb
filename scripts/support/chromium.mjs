/** Finding a Chromium that really runs here, and installing one where there is none. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run, runTool, toolPath } from "./commands.mjs";

/**
 * What Chromium need not do for us. It hears only the last list of features on its command line, so those that
 * Playwright switches off, and that concern a page, are named again.
 */
const unneededFeatures = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
  // The address bar's list is a page of its own, loaded with every window, though no window is ever seen.
  "AimEnabled",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxPopup",
];

/** WebGL by software. Text and boxes are drawn by the CPU itself: by a GPU made of software they cost more. */
const softwareDrawing = [
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-gpu-rasterization",
];

/** What Chromium draws with instead: DELDOT_CHROMIUM_ARGUMENTS, parted by spaces. */
const named = (process.env.DELDOT_CHROMIUM_ARGUMENTS ?? "").split(/\s+/).filter(Boolean);

/** How Chromium is started: what it draws with, and none of the browser's own business with the network. */
export const chromiumArguments = [
  "--no-sandbox",
  // Software is the same everywhere.
  ...(named.length > 0 ? named : softwareDrawing),
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  `--disable-features=${unneededFeatures.join(",")}`,
];

/** How it is started where no frames are measured: the CPU puts them together too, which is less work than by that GPU. */
export const testArguments = [
  ...chromiumArguments,
  ...(named.length > 0 ? [] : ["--disable-gpu-compositing"]),
];

const environmentNames = ["DELDOT_CHROMIUM", "CHROMIUM_PATH"];

const commandNames = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "google-chrome-unstable",
  "chrome",
  "microsoft-edge",
];

/** Where installers put browsers that are not on the PATH. @type {Record<string, string[]>} */
const knownPlaces = {
  darwin: [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) =>
    process.env[name] ? [join(process.env[name], "Google", "Chrome", "Application", "chrome.exe")] : [],
  ),
};

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** @param {string} name @param {string} [path] */
function onPath(name, path = process.env.PATH ?? "") {
  const endings = process.platform === "win32" ? [".exe"] : [""];
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)));
}

/**
 * The executable an environment variable names, or null when none is set.
 * @throws {Error} when it names something that cannot be run: silently taking another would mislead
 */
function namedByEnvironment() {
  for (const name of environmentNames) {
    const file = process.env[name];
    if (!file) continue;
    if (!isExecutable(file)) throw new Error(`${name} is "${file}", which is not a program that can be run.`);
    return file;
  }
  return null;
}

/** Where Playwright keeps its own Chromium, whether it is there or not; null while packages are missing. */
async function playwrightsOwn() {
  try {
    const { chromium } = await import("@playwright/test");
    return chromium.executablePath();
  } catch {
    return null;
  }
}

/**
 * Browsers that may be there, best first: the environment's, the PATH's, the usual places, Playwright's own.
 * @returns {Promise<string[]>}
 */
async function candidates() {
  const named = namedByEnvironment();
  if (named) return [named];
  const own = await playwrightsOwn();
  const files = [
    ...commandNames.flatMap((name) => onPath(name)),
    ...(knownPlaces[process.platform] ?? []),
    ...(own ? [own] : []),
  ];
  return [...new Set(files)].filter(isExecutable);
}

/**
 * The first browser that answers `--version`, or null. Some systems put a program called chromium-browser on the
 * PATH that only says how to install one; it fails here.
 * @throws {Error} when an environment variable names a browser that does not answer
 */
export async function findChromium() {
  const files = await candidates();
  for (const file of files) {
    const answer = spawnSync(file, ["--version"], { encoding: "utf8", timeout: 30_000 });
    if (answer.status === 0 && /\d+\.\d+/.test(answer.stdout)) return file;
  }
  if (files.length > 0 && namedByEnvironment()) throw new Error(`${files[0]} does not answer --version.`);
  return null;
}

/**
 * Why a browser cannot be used for the tests, or null when it can: it has to start and to give WebGL2.
 * @param {string} executablePath
 */
async function fault(executablePath) {
  const { chromium } = await import("@playwright/test");
  try {
    const browser = await chromium.launch({ executablePath, args: chromiumArguments, timeout: 60_000 });
    try {
      const page = await browser.newPage();
      const works = await page.evaluate(() => document.createElement("canvas").getContext("webgl2") !== null);
      return works ? null : "it has no WebGL2";
    } finally {
      await browser.close();
    }
  } catch (error) {
    return /** @type {Error} */ (error).message.split("\n").slice(0, 12).join("\n");
  }
}

/** System package managers, with what they call Chromium. @type {{ command: string, steps: string[][] }[]} */
const packageManagers = [
  {
    command: "apt-get",
    steps: [["update"], ["install", "-y", "--no-install-recommends", "chromium"]],
  },
  { command: "dnf", steps: [["install", "-y", "chromium"]] },
  { command: "pacman", steps: [["-Sy", "--noconfirm", "--needed", "chromium"]] },
  { command: "apk", steps: [["add", "--no-cache", "chromium"]] },
  { command: "zypper", steps: [["--non-interactive", "install", "chromium"]] },
  { command: "brew", steps: [["install", "--cask", "chromium"]] },
];

/** `sudo` where it is needed; it may only ask for a password where somebody can answer. @param {string} command */
function privileged(command) {
  const asRoot = process.platform === "win32" || process.getuid?.() === 0 || command === "brew";
  if (asRoot) return [command];
  return process.stdin.isTTY ? ["sudo", command] : ["sudo", "-n", command];
}

/** @param {(line: string) => void} say */
async function installBySystem(say) {
  const manager = packageManagers.find(({ command }) => onPath(command).some(isExecutable));
  if (!manager) return;
  for (const step of manager.steps) {
    const [command, ...args] = [...privileged(manager.command), ...step];
    if (!command) return;
    say(`  ${[command, ...args].join(" ")}`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const { code, output } = await run(command, args, { env, timeout: 600_000 });
    if (code !== 0) say(output.trim());
  }
}

/**
 * A Chromium that starts and draws with WebGL2: one that is there, else Playwright's download (with the system
 * libraries it needs), else the system's package manager's.
 * @param {(line: string) => void} say where to tell what is being installed
 * @returns {Promise<string>} path of the executable
 * @throws {Error} with what was tried
 */
export async function ensureChromium(say) {
  /** @type {string[]} */
  const faults = [];
  /** @type {Set<string>} */
  const tried = new Set();
  const usable = async ({ again = false } = {}) => {
    for (const file of await candidates()) {
      if (tried.has(file) && !again) continue;
      tried.add(file);
      const reason = await fault(file);
      if (reason === null) return file;
      faults.push(`${file}: ${reason}`);
    }
    return null;
  };

  const present = await usable();
  if (present) return present;
  if (namedByEnvironment())
    throw new Error(`The Chromium named by the environment cannot be used.\n${faults.join("\n")}`);

  say("No Chromium here; installing Playwright's …");
  const playwright = toolPath("@playwright/test", "playwright");
  const download = await runTool(playwright, ["install", "chromium"], { timeout: 300_000 });
  if (download.code === 0) {
    const downloaded = await usable();
    if (downloaded) return downloaded;
    say("It does not start; installing the system libraries it needs …");
    await runTool(playwright, ["install-deps", "chromium"], { timeout: 600_000 });
    const completed = await usable({ again: true });
    if (completed) return completed;
  } else {
    const said = download.output.split("\n").filter((line) => line.trim() !== "" && !/^\s+at /.test(line));
    faults.push(`Playwright's download: ${said.slice(-3).join("\n")}`);
  }

  say("Playwright's Chromium cannot be had; asking the system's package manager …");
  await installBySystem(say);
  const installed = await usable();
  if (installed) return installed;
  throw new Error(
    `No Chromium could be found or installed. Set ${environmentNames[0]} to one.\n${faults.join("\n")}`.trim(),
  );
}
