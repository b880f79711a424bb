import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sink } from "./streams.ts";

/** Bytes held in memory before they go to a file. */
const heldLength = 1 << 20;

/**
 * What is made now and wanted later, in memory while it is short and in a temporary file beyond: JSON names all points
 * before the first value, and images have one array after the other; neither may be held at once.
 */
export class Spool {
  private held: Uint8Array[] = [];
  private length = 0;
  private file: { readonly folder: string; readonly descriptor: number } | null = null;

  write(piece: string | Uint8Array): void {
    // Bytes may be written over by who made them.
    const bytes = Buffer.from(piece as Uint8Array);
    this.held.push(bytes);
    this.length += bytes.length;
    if (this.length < heldLength) return;
    if (!this.file) {
      const folder = mkdtempSync(join(tmpdir(), "deldot-"));
      this.file = { folder, descriptor: openSync(join(folder, "spool"), "wx+", 0o600) };
    }
    writeSync(this.file.descriptor, Buffer.concat(this.held));
    this.held = [];
    this.length = 0;
  }

  /** Gives everything written so far to a sink. */
  async copyTo(sink: Sink): Promise<void> {
    if (this.file) {
      const buffer = Buffer.alloc(1 << 16);
      let position = 0;
      for (;;) {
        const read = readSync(this.file.descriptor, buffer, 0, buffer.length, position);
        if (read === 0) break;
        position += read;
        await sink.write(buffer.subarray(0, read));
      }
    }
    for (const bytes of this.held) await sink.write(bytes);
  }

  /** Removes the temporary file. */
  dispose(): void {
    if (!this.file) return;
    closeSync(this.file.descriptor);
    rmSync(this.file.folder, { recursive: true, force: true });
    this.file = null;
  }
}
