import { PlaneClient } from "../shaders/plane-client.ts";
import { createCpuClient, type WorkerPort } from "./cpu/client.ts";
import { serialiseDocument } from "./document/serialise.ts";
import { documentOf, firstExample } from "./first-example.ts";
import { exposeInspector } from "./inspector.ts";
import { createSession, type Session } from "./session.ts";
import type { Autosave } from "./storage/autosave.ts";
import { openStorage } from "./storage/memory.ts";
import { loadSlots } from "./storage/slots.ts";
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
  let id = found ?? newId();
  let saved = loadSlots(storage, id);
  // What checks documents is loaded where there is one to check.
  const read = saved && (await import("./document/parse.ts")).parseDocument(saved.text);
  const notebook = createNotebook(read?.ok ? read.document : documentOf(firstExample));
  if (read && !read.ok) {
    // What another version of Deldot may still read stays in the library; this tab goes on in a new document.
    id = newId();
    saved = null;
    notebook.set({
      refusal: `${read.problem} It is kept in this browser's storage; this is the first example instead.`,
    });
  }

  let autosave: Promise<Autosave> | null = null;
  // What writes is loaded once there is a picture, or a change before it.
  const keeper = () => {
    autosave ??= import("./storage/autosave.ts").then(({ createAutosave }) =>
      createAutosave(storage, id, saved, {
        text: () => serialiseDocument(notebook.store.getState().document),
        onState: (saving) => notebook.set({ saving: lasting ? saving : "failed" }),
        onDocument: (id) => rememberDocument(tab, storage, id),
        newId,
      }),
    );
    return autosave;
  };
  notebook.store.subscribe((state, before) => {
    if (state.document !== before.document) {
      keeper().then(
        ({ touch }) => touch(),
        () => {
          autosave = null;
          notebook.set({ saving: "failed" });
        },
      );
    } else if (!autosave && state.begun) keeper().catch(() => {});
  });
  // Once it is loaded these are done before the page has gone.
  const flush = () => void autosave?.then((keeper) => keeper.flush());
  page.addEventListener("pagehide", flush);
  page.addEventListener("storage", () => void autosave?.then((keeper) => keeper.look()));
  page.document.addEventListener("visibilitychange", () => {
    if (page.document.visibilityState === "hidden") flush();
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
