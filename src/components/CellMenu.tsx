import { useId, useRef, useState } from "react";
import { cellCommands } from "../app/commands/cell-commands.ts";
import { cellName } from "../app/document/cells.ts";
import { CellGrip } from "./CellGrip.tsx";
import styles from "./CellMenu.module.css";
import { cellFocus } from "./focus-cell.ts";
import { Keys } from "./palette/Keys.tsx";
import { useNotebook, useSession } from "./session.ts";

/** What can be done with a cell, behind a small button. */
export function CellMenu({ id }: { id: string }) {
  const { notebook } = useSession();
  const popover = useId();
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const name = useNotebook(({ document }) => {
    const cell = document.cells.find((one) => one.id === id);
    return cell ? cellName(document, cell) : "";
  });
  return (
    <>
      <CellGrip id={id} name={name} />
      <button type="button" className={styles.button} popoverTarget={popover} aria-label={`Cell: ${name}`}>
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <circle cx="3" cy="8" r="1.4" />
          <circle cx="8" cy="8" r="1.4" />
          <circle cx="13" cy="8" r="1.4" />
        </svg>
      </button>
      <div
        id={popover}
        ref={list}
        popover="auto"
        className={styles.list}
        onToggle={({ newState }) => setOpen(newState === "open")}
        onBeforeToggle={({ currentTarget, newState }) => {
          if (newState === "open") place(currentTarget);
        }}
      >
        {open &&
          cellCommands(notebook, id, cellFocus)
            .filter(({ enabled = true }) => enabled)
            .map(({ cellKeys, keys = cellKeys, ...command }) => (
              <button
                key={command.id}
                type="button"
                className={styles.item}
                onClick={() => {
                  list.current?.hidePopover();
                  command.run();
                }}
              >
                <span>{command.title}</span>
                {keys && <Keys keys={keys} />}
              </button>
            ))}
      </div>
    </>
  );
}

/** Room that is kept to the edge of the window. */
const margin = 8;
const menuSize = { width: 260, height: 400 };

/** Under the button, within the window. */
function place(list: HTMLElement): void {
  const button = list.previousElementSibling?.getBoundingClientRect();
  if (!button) return;
  const left = Math.max(
    margin,
    Math.min(button.right - menuSize.width, innerWidth - menuSize.width - margin),
  );
  const top = Math.max(margin, Math.min(button.bottom + 4, innerHeight - menuSize.height - margin));
  list.style.left = `${left}px`;
  list.style.top = `${top}px`;
}
