import { PlaneClient } from "../shaders/plane-client.ts";
import { createCpuClient, type WorkerPort } from "./cpu/client.ts";
import { serialiseDocument } from "./document/serialise.ts";
import { documentOf, firstExample } from "./first-example.ts";
import { exposeInspector } from "./inspector.ts";
import { createSession, type Session } from "./session.ts";
import { createAutosave } from "./storage/autosave.ts";
import type { TextStorage } from "./storage/slots.ts";
import { createNotebook } from "./store/notebook.ts";

function createCpuWorker(): WorkerPort {
  return new Worker(new URL("./cpu/cpu-worker.ts", import.meta.url), { type: "module", name: "cpu" });
}

/** The session of this page: the document found as it was left, or the first example; saved while it changes. */
export async function startSession(page: Window & typeof globalThis): Promise<Session> {
  const storage = storageOf(page);
  const autosave = createAutosave(
    storage,
    () => serialiseDocument(notebook.store.getState().document),
    (saving) => notebook.set({ saving }),
  );
  const saved = autosave.load();
  // What checks documents is loaded where there is one to check.
  const read = saved === null ? null : (await import("./document/parse.ts")).parseDocument(saved);
  const notebook = createNotebook(read?.ok ? read.document : documentOf(firstExample));
  if (saved !== null && read && !read.ok) {
    // The slots will be written over; what another version of Deldot may still read is kept aside.
    keepAside(storage, saved);
    notebook.set({
      refusal: `${read.problem} It is kept in this browser's storage; this is the first example instead.`,
    });
  }

  notebook.store.subscribe((state, before) => {
    if (state.document !== before.document) autosave.touch();
  });
  page.addEventListener("pagehide", autosave.flush);
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
  );
  exposeInspector(page, session);
  return session;
}

function keepAside(storage: TextStorage, text: string): void {
  try {
    storage.setItem("deldot:refused", text);
  } catch {
    // A full storage cannot keep both; the slots hold the text until two more saves have been made.
  }
}

/** Storage may be forbidden (private windows, embedded pages); then the document lives as long as the page. */
function storageOf(page: Window): TextStorage {
  try {
    return page.localStorage;
  } catch {
    const items = new Map<string, string>();
    return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
  }
}
