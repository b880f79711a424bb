import { PlaneClient } from "../shaders/plane-client.ts";
import { createCpuClient, type WorkerPort } from "./cpu/client.ts";
import { serialiseDocument } from "./document/serialise.ts";
import { documentOf, firstExample } from "./first-example.ts";
import { exposeInspector } from "./inspector.ts";
import type { Documents } from "./library/documents.ts";
import { isLink } from "./link/is-link.ts";
import { createSession, type Session } from "./session.ts";
import { createAutosave } from "./storage/autosave.ts";
import { openStorage } from "./storage/memory.ts";
import { documentOfTab, rememberDocument } from "./storage/tab.ts";
import { createNotebook } from "./store/notebook.ts";

function createCpuWorker(): WorkerPort {
  return new Worker(new URL("./cpu/cpu-worker.ts", import.meta.url), { type: "module", name: "cpu" });
}

/** The session of this page: the document found as it was left, or the first example; saved while it changes. */
export async function startSession(page: Window & typeof globalThis): Promise<Session> {
  const { storage, lasting } = openStorage(() => page.localStorage);
  const { storage: tab } = openStorage(() => page.sessionStorage);
  const newId = () => page.crypto.getRandomValues(new Uint32Array(2)).join("-");
  // Which document is the newest is looked for only where there may be one and this tab does not know it.
  const found =
    documentOfTab(tab, storage) ??
    (storage.length > 0
      ? (await import("./library/library.ts")).createLibrary(storage, newId).list()[0]?.id
      : null);
  const autosave = createAutosave(storage, found ?? newId(), {
    text: () => serialiseDocument(notebook.store.getState().document),
    onState: (saving) => notebook.set({ saving: lasting ? saving : "failed" }),
    onDocument: (id) => rememberDocument(tab, storage, id),
    newId,
  });
  const saved = autosave.load();
  // What checks documents is loaded where there is one to check.
  const read = saved === null ? null : (await import("./document/parse.ts")).parseDocument(saved);
  const notebook = createNotebook(read?.ok ? read.document : documentOf(firstExample));
  if (read && !read.ok) {
    // What another version of Deldot may still read stays in the library; this tab goes on in a new document.
    autosave.move(newId(), () => true);
    notebook.set({
      refusal: `${read.problem} It is kept in this browser's storage; this is the first example instead.`,
    });
  }

  let made: Promise<Documents> | null = null;
  const documents = () => {
    made ??= import("./library/documents.ts").then(({ createDocuments }) =>
      createDocuments(notebook, autosave, storage, newId),
    );
    return made;
  };
  const openLinked = async () => {
    const { hash } = page.location;
    if (isLink(hash)) await (await import("./link/open-link.ts")).openLink(hash, notebook, await documents());
  };
  await openLinked();
  page.addEventListener("hashchange", () => void openLinked());
  notebook.store.subscribe((state, before) => {
    // What was just opened has not been changed.
    if (state.document === before.document || state.replaced !== before.replaced) return;
    autosave.touch();
    leaveLink(page);
  });
  page.addEventListener("pagehide", autosave.flush);
  page.addEventListener("storage", autosave.look);
  page.document.addEventListener("visibilitychange", () => {
    if (page.document.visibilityState === "hidden") autosave.flush();
  });

  const dark = page.matchMedia("(prefers-color-scheme: dark)");
  const followTheme = () => notebook.set({ theme: dark.matches ? "dark" : "light" });
  dark.addEventListener("change", followTheme);
  followTheme();

  const session = createSession(
    notebook,
    (events) => new PlaneClient(events),
    createCpuClient(createCpuWorker),
    documents,
  );
  exposeInspector(page, session);
  return session;
}

/** The address no longer says what is on show. */
function leaveLink(page: Window): void {
  if (isLink(page.location.hash))
    page.history.replaceState(null, "", page.location.pathname + page.location.search);
}
