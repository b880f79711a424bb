import type { CheckArguments } from "./arguments.ts";
import { checkedProgram } from "./program.ts";
import { readSource } from "./source.ts";
import type { Streams } from "./streams.ts";

/** `deldot check`: the diagnostics of a file, on standard error. @returns the exit code, 1 if any is an error */
export async function runCheck({ file }: CheckArguments, streams: Streams): Promise<number> {
  const source = await readSource(file, streams.stdin);
  return checkedProgram(source, streams) ? 0 : 1;
}
