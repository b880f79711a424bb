import { fetchDemo } from "../app/link/open-demo.ts";
import type { Session } from "../app/session.ts";
import { rehearse } from "./rehearsal.ts";

/** Milliseconds that a hand stays near one before it is taken for one that may press: others it only passes by. */
const staying = 60;

let timer: ReturnType<typeof setTimeout> | undefined;

/** A notebook may be opened soon: it is fetched, and a first picture in space rehearsed. */
export function nearDemo(session: Session, id: string): void {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const read = await fetchDemo(id).catch(() => null);
    if (read?.ok && read.document.cells.some(({ kind }) => kind === "space"))
      await rehearse(session, read.document);
  }, staying);
}

/** The hand went on. */
export function leaveDemo(): void {
  clearTimeout(timer);
}
