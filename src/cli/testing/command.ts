import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../run.ts";

/** What a run of the command gave back. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command within this process, with the given text on its standard input. */
export async function deldot(argv: readonly string[], stdin = ""): Promise<Outcome> {
  const pieces: Buffer[] = [];
  let stderr = "";
  const input = async function* () {
    yield new TextEncoder().encode(stdin);
  };
  const code = await run(argv, {
    stdin: input(),
    stdout: {
      write: async (piece) => {
        pieces.push(Buffer.from(piece as Uint8Array));
      },
    },
    stderr: (text) => {
      stderr += text;
    },
  });
  return { code, stdout: Buffer.concat(pieces).toString("utf8"), stderr };
}

/** A folder of files for one test. */
export interface Folder {
  /** Writes a file and gives its path. */
  file(name: string, content: string | Uint8Array): string;
  path(name: string): string;
  remove(): void;
}

export function temporaryFolder(): Folder {
  const folder = mkdtempSync(join(tmpdir(), "deldot-test-"));
  return {
    file(name, content) {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The rows of a CSV text as numbers, without the header. */
export function rowsOf(csv: string): number[][] {
  const numbers: Record<string, number> = {
    nan: Number.NaN,
    inf: Number.POSITIVE_INFINITY,
    "-inf": Number.NEGATIVE_INFINITY,
  };
  return csv
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((row) => row.split(",").map((cell) => numbers[cell] ?? Number(cell)));
}
