import { useCallback, useEffect, useRef } from "react";
import { rowsOf } from "../app/document/rows.ts";
import { workOffline } from "../app/offline/work-offline.ts";
import { cellFocus } from "./focus-cell.ts";
import styles from "./PresentBar.module.css";
import { useNotebook, useSession } from "./session.ts";

const forward: ReadonlySet<string> = new Set(["ArrowRight", "ArrowDown", "PageDown", " "]);
const back: ReadonlySet<string> = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
/** What has keys of its own. */
const taken = "input, textarea, select, button, summary, [contenteditable], [role=application]";

/** Goes from row to row, by keys and buttons; Escape ends presenting. */
export function PresentBar() {
  const { notebook } = useSession();
  const bar = useRef<HTMLElement>(null);
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
  useEffect(() => workOffline(window), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.composedPath()[0];
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") {
        end();
        return;
      }
      const isOwn = target instanceof Node && bar.current?.contains(target);
      // A button of the bar is pressed by the space key, and has no use for the others.
      if (isOwn ? event.key === " " : target instanceof Element && target.closest(taken)) return;
      const by = forward.has(event.key) ? 1 : back.has(event.key) ? -1 : 0;
      if (by === 0) return;
      event.preventDefault();
      const next = slide + by;
      if (next >= 0 && next < count) notebook.set({ slide: next });
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [notebook, slide, count, end]);
  return (
    <nav ref={bar} className={styles.present} aria-label="Presentation">
      <h1 className="unseen">{title || "Untitled"}</h1>
      <button
        type="button"
        aria-label="Previous"
        disabled={slide <= 0}
        onClick={() => notebook.set({ slide: slide - 1 })}
      >
        ‹
      </button>
      <span aria-live="polite">
        {slide + 1} of {count}
      </span>
      <button
        type="button"
        aria-label="Next"
        disabled={slide >= count - 1}
        onClick={() => notebook.set({ slide: slide + 1 })}
      >
        ›
      </button>
      <button type="button" onClick={end}>
        End
      </button>
    </nav>
  );
}
