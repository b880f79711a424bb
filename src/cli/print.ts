import { CodeError, printedCode } from "../app/export/code.ts";
import type { PrintArguments } from "./arguments.ts";
import { badArgument } from "./failure.ts";
import { readSubject } from "./program.ts";
import { readSource } from "./source.ts";
import type { Streams } from "./streams.ts";

/** `deldot print`: a field or its divergence, written out on standard output. @returns the exit code */
export async function runPrint(asked: PrintArguments, streams: Streams): Promise<number> {
  const source = await readSource(asked.file, streams.stdin);
  const chosen = readSubject(source, asked.field, streams);
  if (!chosen) return 1;
  const { program, field } = chosen;
  const { target, seed } = asked;
  try {
    await streams.stdout.write(
      await printedCode(program, field, target, { ...asked, seed: seed ?? source.seed }),
    );
  } catch (error) {
    if (error instanceof CodeError) throw badArgument(`--as ${target}: ${error.message}`);
    throw error;
  }
  return 0;
}
