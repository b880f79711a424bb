import { PlaneClient } from "../shaders/plane-client.ts";
import type { WorkerPort } from "./cpu/client.ts";
import { type Document, planeCells } from "./document/document.ts";
import { documentOf, firstExample, firstPage } from "./first-example.ts";
import { exposeInspector } from "./inspector.ts";
import type { Documents } from "./library/documents.ts";
import { demoIn, isLink } from "./link/is-link.ts";
import { createSession, type Session } from "./session.ts";
import { type Early, earlyPrefix } from "./storage/early.ts";
import type { Beginning } from "./storage/keep.ts";
import { openStorage } from "./storage/memory.ts";
import { createNotebook, type Notebook } from "./store/notebook.ts";
import { laterClient } from "./tasks/later-client.ts";

function createCpuWorker(): WorkerPort {
  return new Worker(new URL("./cpu/cpu-worker.ts", import.meta.url), { type: "module", name: "cpu" });
}

/**
 * The session of this page: the document found as it was left, or what a new visitor sees; saved while it changes.
 * `?new` in the address begins a new document.
 */
export async function startSession(page: Window & typeof globalThis): Promise<Session> {
  const address = new URL(page.location.href);
  const asked = address.searchParams;
  const one = asked.get("embed");
  const embedded = one !== null;
  // What is shown within another page neither shows nor changes what the reader keeps.
  const { storage, lasting } = openStorage(() => (embedded ? null : page.localStorage));
  const { storage: tab } = openStorage(() => page.sessionStorage);
  const newId = () => page.crypto.getRandomValues(new Uint32Array(2)).join("-");
  const isNew = asked.has("new");
  asked.delete("new");
  // A reload shows this document, not another new one.
  if (isNew) page.history.replaceState(null, "", address);
  // What finds and checks documents is loaded where there may be one.
  const left =
    isNew || storage.length === 0
      ? null
      : await (await import("./library/left.ts")).findLeft(tab, storage, newId);
  const begins = isNew ? "new" : left ? "as left" : "first visit";
  const read = left?.read;
  const notebook = createNotebook(
    read?.ok ? read.document : begins === "first visit" ? firstPage() : documentOf(firstExample),
  );
  // What another version of Deldot may still read stays in the library; this tab goes on in a new document.
  const isRefused = read?.ok === false;
  if (isRefused) notebook.set({ refusal: read.problem });
  const { id, saved } = left && !isRefused ? left : { id: newId(), saved: null };

  if (embedded) notebook.set({ showing: "embed", one });
  else if (asked.has("present")) notebook.set({ showing: "present" });
  const shown = notebook.store.getState().document;
  const documents = keepLater(page, notebook, { storage, tab, lasting, id, saved, shown, newId }, begins);
  const openLinked = async () => {
    const { hash } = page.location;
    const demo = demoIn(hash);
    if (demo === null && !isLink(hash)) return;
    // Together with what opens it.
    const kept = documents();
    const open = async (document: Document) => (await kept).openShared(document);
    if (demo !== null) await (await import("./link/open-demo.ts")).openDemo(demo, notebook, open);
    else await (await import("./link/open-link.ts")).openLink(hash, notebook, open);
  };
  await openLinked();
  page.addEventListener("hashchange", () => {
    openLinked().catch(() => notebook.set({ refusal: "It could not be opened." }));
  });

  const dark = page.matchMedia("(prefers-color-scheme: dark)");
  const followTheme = () => notebook.set({ theme: dark.matches ? "dark" : "light" });
  dark.addEventListener("change", followTheme);
  followTheme();

  const session = createSession(
    notebook,
    (events) => new PlaneClient(events, undefined, planeCells(notebook.store.getState().document).length > 0),
    laterClient(async () => (await import("./cpu/client.ts")).createCpuClient(createCpuWorker)),
    documents,
  );
  exposeInspector(page, session);
  return session;
}

/**
 * What writes documents is loaded once the first picture stands, or at a change before it; or when it is asked for, as what
 * is given back does. What a new visitor sees is made whole before anything is written; a new document is saved at once.
 */
function keepLater(
  page: Window & typeof globalThis,
  notebook: Notebook,
  beginning: Beginning,
  begins: "new" | "as left" | "first visit",
): () => Promise<Documents> {
  let made: Promise<Documents> | null = null;
  let writes = false;
  const keep = () => {
    made ??= Promise.all([
      import("./library/documents.ts"),
      begins === "first visit" ? import("./welcome.ts").catch(() => null) : null,
    ]).then(([{ keepDocuments }, welcome]) => {
      writes = true;
      const { document } = notebook.store.getState();
      if (welcome) notebook.amend(welcome.whole);
      // What is made whole is not changed by anyone.
      const shown = document === beginning.shown ? notebook.store.getState().document : beginning.shown;
      const documents = keepDocuments(page, notebook, { ...beginning, shown });
      if (begins === "new") documents.autosave.touch();
      return documents;
    });
    made.catch(() => {
      // Said before it may be tried again: what is said tells the listener below, too.
      notebook.set({ saving: "failed" });
      writes = false;
      made = null;
    });
    return made;
  };
  notebook.store.subscribe(({ begun, document }, before) => {
    if (!writes && document !== before.document) keepEarly(beginning, document, begins === "first visit");
    if (!made && (begun || document !== beginning.shown)) keep();
  });
  return keep;
}

/** A change before what writes documents has come is put where the next visit finds it, should this one end before. */
function keepEarly({ storage, id, saved }: Beginning, document: Document, partial: boolean): void {
  const early: Early = { revision: saved?.revision ?? 0, time: Date.now(), partial, document };
  try {
    storage.setItem(earlyPrefix + id, JSON.stringify(early));
  } catch {
    // There is no room, which is said once it is written in its place.
  }
}
