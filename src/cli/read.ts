import { createReadStream, fstatSync } from "node:fs";
import { open } from "node:fs/promises";
import { badArgument, reasonOf } from "./failure.ts";

/** Bytes of a source or notebook: forty times what the language takes, so that what is refused here is no source. */
const largestSource = 4 << 20;

/** How standard input is called in messages. */
const inputName = "<stdin>";

/** The name a FILE argument has in messages. */
export function nameOf(file: string): string {
  return file === "-" ? inputName : file;
}

/** The chunks of a file, or of standard input for `-`. @throws Failure when it cannot be read */
export async function* readChunks(
  file: string,
  stdin: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (file === "-") yield* stdin;
    else yield* createReadStream(file) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw badArgument(`cannot read ${nameOf(file)}: ${reasonOf(error)}`);
  }
}

/** The text of a source file or notebook. @throws Failure when it cannot be read, is far too large, or is not UTF-8 */
export async function readText(file: string, stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readChunks(file, stdin)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > largestSource) {
      throw badArgument(`${nameOf(file)} is larger than ${largestSource >> 20} MB, which no source is`);
    }
  }
  try {
    // The decoder takes a byte order mark away.
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw badArgument(`${nameOf(file)} is not UTF-8 text`);
  }
}

/** Whether two paths are one regular file, under whatever names: writing one would destroy the other. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([identity(one), identity(other)]);
  return a !== null && a === b;
}

async function identity(path: string): Promise<string | null> {
  if (path === "-") return null;
  const handle = await open(path, "r").catch(() => null);
  if (!handle) return null;
  try {
    const stats = fstatSync(handle.fd);
    return stats.isFile() ? `${stats.dev}:${stats.ino}` : null;
  } finally {
    await handle.close();
  }
}
