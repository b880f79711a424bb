import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { badArgument, reasonOf } from "./failure.ts";

/** Where values go. `write` waits while the reader is slower than we are, so nothing piles up in memory. */
export interface Sink {
  write(piece: string | Uint8Array): Promise<void>;
}

/** What a command talks to; the process's own streams, or a test's. */
export interface Streams {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Sink;
  /** One diagnostic, with its line end. */
  stderr(text: string): void;
}

/** Text goes to the stream in pieces of this many characters: fewer system calls, and still little memory. */
const pieceLength = 1 << 16;

/**
 * A sink that writes into a Node stream. Errors of the stream are thrown by the write that meets them.
 */
export function sinkOf(stream: Writable): Sink & { end(): Promise<void> } {
  let pending = "";
  let failure: Error | null = null;
  stream.on("error", (error: Error) => {
    failure ??= error;
  });
  const flush = async () => {
    const text = pending;
    pending = "";
    if (failure) throw failure;
    // A stream that errs never drains; `once` rejects then.
    if (text !== "" && !stream.write(text)) await once(stream, "drain");
    if (failure) throw failure;
  };
  return {
    async write(piece) {
      if (typeof piece === "string") {
        pending += piece;
        if (pending.length >= pieceLength) await flush();
        return;
      }
      await flush();
      // Until it is written the stream holds it, and who made it may write it over.
      if (!stream.write(Buffer.from(piece))) await once(stream, "drain");
      if (failure) throw failure;
    },
    async end() {
      await flush();
    },
  };
}

/** Runs `use` with a sink into a file, which is complete on return. @throws Failure when it cannot be written */
export async function withFile(path: string, use: (sink: Sink) => Promise<void>): Promise<void> {
  const stream = createWriteStream(path);
  const named = <Value>(work: Promise<Value>): Promise<Value> =>
    work.catch((error: unknown) => {
      throw badArgument(`cannot write ${path}: ${reasonOf(error)}`);
    });
  await named(once(stream, "open"));
  const sink = sinkOf(stream);
  try {
    await use({ write: (piece) => named(sink.write(piece)) });
    await named(sink.end().then(() => finished(stream.end())));
  } finally {
    stream.destroy();
  }
}
