import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sink } from "./streams.ts";

/** Text held in memory before it goes to a file. */
const heldLength = 1 << 20;

/**
 * Text that is made now and wanted later, in memory while it is short and in a temporary file beyond: JSON names all
 * points before the first value, and neither may be held at once.
 */
export class Spool {
  private held = "";
  private file: { readonly folder: string; readonly descriptor: number } | null = null;

  write(text: string): void {
    this.held += text;
    if (this.held.length < heldLength) return;
    if (!this.file) {
      const folder = mkdtempSync(join(tmpdir(), "deldot-"));
      this.file = { folder, descriptor: openSync(join(folder, "spool"), "wx+", 0o600) };
    }
    writeSync(this.file.descriptor, this.held);
    this.held = "";
  }

  /** Gives everything written so far to a sink. The text is ASCII, so a piece never ends within a character. */
  async copyTo(sink: Sink): Promise<void> {
    if (this.file) {
      const buffer = Buffer.alloc(1 << 16);
      let position = 0;
      for (;;) {
        const read = readSync(this.file.descriptor, buffer, 0, buffer.length, position);
        if (read === 0) break;
        position += read;
        await sink.write(buffer.toString("latin1", 0, read));
      }
    }
    await sink.write(this.held);
  }

  /** Removes the temporary file. */
  dispose(): void {
    if (!this.file) return;
    closeSync(this.file.descriptor);
    rmSync(this.file.folder, { recursive: true, force: true });
    this.file = null;
  }
}
