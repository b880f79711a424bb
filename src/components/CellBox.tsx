import { type ReactNode, useEffect, useRef } from "react";
import styles from "./Cells.module.css";
import { later } from "./lazily.tsx";
import { useNotebook, useSession } from "./session.ts";

const CellMenu = later(async () => (await import("./CellMenu.tsx")).CellMenu);

interface Props {
  readonly id: string;
  readonly className?: string | undefined;
  /** What "edit" means here. */
  readonly onEdit: (box: HTMLElement) => void;
  readonly children: ReactNode;
}

/** A cell as something to move, double and delete: it has the focus while nothing in it does, and a menu. */
export function CellBox({ id, className = "", onEdit, children }: Props) {
  const { notebook } = useSession();
  const box = useRef<HTMLDivElement>(null);
  const isActive = useNotebook(({ active, document }) => active === id && document.cells.length > 2);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const edit = () => onEdit(element);
    element.addEventListener("edit-cell", edit);
    return () => element.removeEventListener("edit-cell", edit);
  });
  const showing = useNotebook((state) => state.showing);
  const activate = () => notebook.set({ active: id });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a place for the focus, and its menu says what can be done.
    <div
      ref={box}
      className={`${styles.cell} ${className}`}
      data-cell={id}
      data-active={isActive || undefined}
      tabIndex={-1}
      onFocusCapture={activate}
      onPointerDownCapture={activate}
      onKeyDown={(event) => {
        const own = event.target === event.currentTarget;
        // Out of a text into the cell around it, from where letters are commands, and no farther.
        if (event.key === "Escape" && !event.defaultPrevented && !own)
          (event.target as Element).closest<HTMLElement>("[data-cell]")?.focus();
        if (event.key === "Enter" && own && !event.shiftKey) {
          event.preventDefault();
          onEdit(event.currentTarget);
        }
      }}
    >
      {showing === "page" && <CellMenu id={id} />}
      {children}
    </div>
  );
}
