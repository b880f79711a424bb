import type { RefObject } from "react";
import { flushSync } from "react-dom";
import { withCell } from "../app/document/document.ts";
import { errorNeeded } from "../app/store/errors.ts";
import { shownFields } from "../app/store/picture.ts";
import { type CellReading, readingOf } from "../app/store/reading.ts";
import { applyChange } from "../app/store/slider.ts";
import type { Diagnostic } from "../engine/language/diagnostic.ts";
import styles from "./Diagnostics.module.css";
import type { EditorPlace } from "./editor/create-editor.ts";
import { useNotebook, useSession } from "./session.ts";

/** Diagnostics listed at once; the rest shows when these are mended. */
const listed = 6;

/** What is wrong with the source, in words, with the repairs that are known. */
export function Diagnostics({ id, editor }: { id: string; editor: RefObject<EditorPlace | null> }) {
  const { notebook } = useSession();
  const all = useNotebook((state) => state.reading);
  const reading = readingOf(all, id);
  if (!reading) return null;
  const { diagnostics, program } = reading;
  const rest = diagnostics.length - listed;
  const needed = errorNeeded(all, id);
  const show = (from: number, to: number) => {
    // A source that is hidden has nothing to point at.
    if (!editor.current)
      flushSync(() =>
        notebook.change(null, (document) =>
          withCell(document, id, (cell) => (cell.kind === "code" ? { ...cell, hidden: undefined } : cell)),
        ),
      );
    editor.current?.select(from, to);
  };
  // Told once, where the first code stands.
  const nothingToDraw =
    all.cells[0] === id && program.diagnostics.length === 0 && shownFields(program).length === 0;
  return (
    <ul className={styles.list} aria-live="polite" aria-label="Problems in the source">
      {diagnostics.slice(0, listed).map((diagnostic) => (
        <Problem
          key={`${diagnostic.from} ${diagnostic.code} ${diagnostic.message}`}
          diagnostic={diagnostic}
          id={id}
          reading={reading}
          onShow={show}
        />
      ))}
      {needed && (
        <li className={styles.warning}>
          <span>
            What this needs has a mistake in another cell. <Words text={needed.message} />
          </span>
        </li>
      )}
      {rest > 0 && <li className={styles.rest}>and {rest} more</li>}
      {nothingToDraw && (
        <li className={styles.warning}>
          There is no field to show here yet. Write one such as <code>F(x, y) = (x, y)</code>.
        </li>
      )}
    </ul>
  );
}

interface ProblemProps {
  readonly diagnostic: Diagnostic;
  readonly id: string;
  readonly reading: CellReading;
  readonly onShow: (from: number, to: number) => void;
}

function Problem({ diagnostic, id, reading, onShow }: ProblemProps) {
  const { notebook } = useSession();
  const { severity, message, hint, fixes } = diagnostic;
  const { source } = reading;
  const from = diagnostic.from - reading.from;
  const to = diagnostic.to - reading.from;
  const line = source.slice(0, from).split("\n").length;
  return (
    <li className={severity === "error" ? styles.error : styles.warning}>
      <button type="button" className={styles.place} onClick={() => onShow(from, to)}>
        line {line}
      </button>
      <span>
        <Words text={message} />
        {hint && (
          <span className={styles.hint}>
            {" "}
            <Words text={capitalised(hint)} />
          </span>
        )}
      </span>
      {fixes.map((fix) => (
        <button
          key={fix.label}
          type="button"
          className={styles.fix}
          onClick={() =>
            notebook.setSource(
              id,
              applyChange(source, { ...fix, from: fix.from - reading.from, to: fix.to - reading.from }),
            )
          }
        >
          {capitalised(fix.label)}
        </button>
      ))}
    </li>
  );
}

/** A sentence in which `code` is marked as in Markdown. */
export function Words({ text }: { text: string }) {
  return text.split("`").map((part, position) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts are the sentence, in order.
    position % 2 === 1 ? <code key={position}>{part}</code> : part,
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
