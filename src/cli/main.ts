import { reasonOf } from "./failure.ts";
import { run } from "./run.ts";
import { sinkOf } from "./streams.ts";

/** Runs the command on the process's own streams. */
async function main(): Promise<void> {
  const stdout = sinkOf(process.stdout);
  process.stderr.on("error", () => {});
  try {
    process.exitCode = await run(process.argv.slice(2), {
      stdin: process.stdin,
      stdout,
      stderr: (text) => process.stderr.write(text),
    });
    await stdout.end();
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    // Whoever reads has had enough (`deldot … | head`): that is no error.
    if (code === "EPIPE") return;
    const sentence = syscall === "write" ? `cannot write: ${reasonOf(error)}` : message.split("\n")[0];
    process.stderr.write(`deldot: error: ${sentence}\n`);
    process.exitCode = 1;
  } finally {
    // A source on standard input may have more to say than was read.
    process.stdin.destroy();
  }
}

await main();
