/** Running other programs: npm, and the tools npm installed, without a shell wherever one can be avoided. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const oldestNode = 20;

/** Ends the program with one line when Node is older than what the tools below run on. */
export function requireNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= oldestNode) return;
  console.error(`Deldot needs Node ${oldestNode} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

/**
 * How to start npm: through the very npm that runs us where there is one, else through the PATH.
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npm() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script) && existsSync(script)) {
    return { command: process.execPath, args: [script], shell: false };
  }
  return { command: "npm", args: [], shell: process.platform === "win32" };
}

/**
 * The JavaScript file behind a package's command, so that Node can run it directly on every platform.
 * @param {string} packageName
 * @param {string} [name] the command; the package's only one when left out
 */
export function toolPath(packageName, name) {
  const folder = join(root, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = typeof bin === "string" ? bin : bin[name ?? packageName];
  return join(folder, file);
}

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** Ends what we started, with everything it started. @param {import("node:child_process").ChildProcess} child */
function end(child) {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (process.platform === "win32") spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"]);
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It ended by itself in the meantime.
  }
}

let guarding = false;

/** Sees to it that what we started ends with us. */
function guardAgainstOrphans() {
  if (guarding) return;
  guarding = true;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.once(signal, () => {
      const busy = running.size > 0;
      for (const child of running) end(child);
      process.exit(busy ? 130 : 0);
    });
  }
}

/**
 * Runs a command to its end and gathers what it says, stdout and stderr together in order of arrival.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean, timeout?: number, echo?: boolean }} [options]
 *   timeout in milliseconds; echo: also show the output on stderr as it comes
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { env = process.env, shell = false, timeout = 0, echo = false } = {}) {
  guardAgainstOrphans();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      shell,
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that ending it also ends the servers and browsers below it.
      detached: process.platform !== "win32",
    });
    running.add(child);
    let output = "";
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk.toString();
      if (echo) process.stderr.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const watchdog =
      timeout > 0 &&
      setTimeout(() => {
        output += `\nStopped: still running after ${Math.round(timeout / 1000)} s.\n`;
        end(child);
      }, timeout);
    /** @param {number} code */
    const finish = (code) => {
      if (watchdog) clearTimeout(watchdog);
      running.delete(child);
      resolve({ code, output });
    };
    child.on("error", (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on("close", (code) => finish(code ?? 1));
  });
}

/**
 * Runs one of the installed tools with this Node.
 * @param {string} tool path from `toolPath`
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runTool(tool, args, options) {
  return run(process.execPath, [tool, ...args], options);
}
