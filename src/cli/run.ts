import { readFileSync } from "node:fs";
import { LimitError } from "../engine/limits.ts";
import { type Arguments, parseArguments } from "./arguments.ts";
import { Failure } from "./failure.ts";
import type { Streams } from "./streams.ts";
import { usage } from "./usage.ts";

/**
 * The `deldot` command. Values go to `stdout`, everything else to `stderr`; whatever happens is told in one line.
 * @param argv the arguments after the command's own name
 * @returns the exit code: 0 done, 1 a bad field, 2 a bad argument
 */
export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  try {
    return await dispatch(parseArguments(argv), streams);
  } catch (error) {
    if (error instanceof Failure) {
      streams.stderr(`${error.message}\n`);
      return error.exitCode;
    }
    if (error instanceof LimitError) {
      streams.stderr(`deldot: error: ${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

async function dispatch(asked: Arguments, streams: Streams): Promise<number> {
  switch (asked.command) {
    case "help":
      await streams.stdout.write(usage);
      return 0;
    case "version":
      await streams.stdout.write(`deldot ${version()}\n`);
      return 0;
    // Each command is loaded when it is asked for: starting quickly matters in a pipeline.
    case "divergence": {
      const { runDivergence } = await import("./divergence.ts");
      return runDivergence(asked, streams);
    }
    case "plan": {
      const { runPlan } = await import("./plan.ts");
      return runPlan(asked, streams);
    }
    case "check": {
      const { runCheck } = await import("./check.ts");
      return runCheck(asked, streams);
    }
    case "print": {
      const { runPrint } = await import("./print.ts");
      return runPrint(asked, streams);
    }
  }
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return version;
}
