import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { Command } from "../app/commands/command.ts";
import { historyCommands, saveCommand } from "../app/commands/document-commands.ts";
import { rowsOf } from "../app/document/rows.ts";
import { workOffline } from "../app/offline/work-offline.ts";
import { cellFocus } from "./focus-cell.ts";
import styles from "./PresentBar.module.css";
import { KeysDialog } from "./palette/KeysDialog.tsx";
import { isInText, useCommandKeys } from "./palette/useCommandKeys.ts";
import { useNotebook, useSession } from "./session.ts";

const group = "Presentation";
/** In the list of keys only: it ends from everywhere but where Escape has something to do first. */
const ending = { id: "end", group, title: "End", keys: "Esc" };
/** What clickers send. */
const clicks: Readonly<Record<string, number | undefined>> = { PageUp: -1, PageDown: 1 };

/** Goes from row to row, by keys and buttons; Escape ends presenting. */
export function PresentBar() {
  const { notebook } = useSession();
  const [listed, setListed] = useState(false);
  const end = useCallback(() => {
    const { document, slide } = notebook.store.getState();
    const rows = rowsOf(document.cells);
    notebook.set({ showing: "page" });
    // The cell that was presented is where one goes on.
    cellFocus.focus(rows[Math.min(slide, rows.length - 1)]?.key ?? null);
  }, [notebook]);
  const count = useNotebook(({ document }) => rowsOf(document.cells).length);
  const slide = useNotebook((state) => Math.min(state.slide, count - 1));
  const title = useNotebook(({ document }) => document.title);
  const history = useNotebook((state) => state.history);
  const go = useCallback(
    (by: number) => {
      const next = slide + by;
      if (next >= 0 && next < count) notebook.set({ slide: next });
    },
    [notebook, slide, count],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the commands read of the notebook.
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: "forward",
        group,
        title: "Next row",
        keys: "Right",
        otherKeys: ["Down", "PageDown", "Space"],
        run: () => go(1),
      },
      {
        id: "back",
        group,
        title: "Previous row",
        keys: "Left",
        otherKeys: ["Up", "PageUp"],
        run: () => go(-1),
      },
      { id: "keys", group, title: "Show all keys", keys: "?", run: () => setListed(true) },
      ...historyCommands(notebook),
      saveCommand(notebook),
    ],
    [notebook, history, go],
  );
  useEffect(() => workOffline(window), []);
  useCommandKeys(commands);
  // As soon as the bar can be seen.
  useLayoutEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    // On the way down: sliders and flux bodies have these keys, too.
    const click = (event: KeyboardEvent) => {
      const by = clicks[event.key];
      if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || isInText(event)) return;
      event.preventDefault();
      event.stopPropagation();
      go(by);
    };
    const leave = ({ key, defaultPrevented, ctrlKey, metaKey, altKey, target }: KeyboardEvent) => {
      const isAside = defaultPrevented || ctrlKey || metaKey || altKey;
      if (key === "Escape" && !isAside && !(target as Element).closest?.("dialog")) end();
    };
    window.addEventListener("keydown", click, { capture: true, signal });
    window.addEventListener("keydown", leave, { signal });
    return () => listening.abort();
  }, [go, end]);
  return (
    <nav className={styles.present} aria-label="Presentation">
      <h1 className="unseen">{title || "Untitled"}</h1>
      <button type="button" aria-label="Previous" disabled={slide <= 0} onClick={() => go(-1)}>
        ‹
      </button>
      <span aria-live="polite">
        {slide + 1} of {count}
      </span>
      <button type="button" aria-label="Next" disabled={slide >= count - 1} onClick={() => go(1)}>
        ›
      </button>
      <button type="button" onClick={end}>
        End
      </button>
      {listed && <KeysDialog commands={[...commands, ending]} onClose={() => setListed(false)} />}
    </nav>
  );
}
