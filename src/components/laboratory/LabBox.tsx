import type { ReactNode } from "react";
import type { LabCell } from "../../app/document/document.ts";
import { withCell } from "../../app/document/document.ts";
import { CellBox } from "../CellBox.tsx";
import { PassingButton } from "../PassingButton.tsx";
import { useNotebook, useSession } from "../session.ts";
import styles from "./LabBox.module.css";
import { LabTime } from "./LabTime.tsx";
import { staleField } from "./missing-field.ts";
import type { LabSubject } from "./useLabSubject.ts";
import type { Running } from "./useTask.ts";

/** What the buttons of a cell's runs are about, which take each other's place. */
export const runs = "run";

interface Props {
  readonly cell: LabCell;
  readonly title: string;
  /** null where the cell is about no field of the document. */
  readonly about: LabSubject | null;
  readonly running: Pick<Running<never>, "status" | "progress" | "message">;
  readonly onCancel: () => void;
  /** Settings, beside the field's. */
  readonly settings?: ReactNode;
  readonly children: ReactNode;
}

/** A cell of the laboratory: its title, its settings, how far it is, and what comes of it. */
export function LabBox({ cell, title, about, running, onCancel, settings, children }: Props) {
  const { notebook } = useSession();
  const fields = about?.fields ?? [];
  const stale = about && staleField(about);
  return (
    <CellBox
      id={cell.id}
      className={styles.box}
      onEdit={(box) => box.querySelector<HTMLElement>("select, input, textarea")?.focus()}
    >
      <div className={styles.head}>
        <h2>{title}</h2>
        {fields.length > 0 && (
          <label>
            Field{" "}
            <select
              value={cell.field ?? ""}
              onChange={({ target }) =>
                notebook.change(null, (document) =>
                  withCell(document, cell.id, (one) => ({
                    ...(one as LabCell),
                    field: target.value || null,
                  })),
                )
              }
            >
              <option value="">first</option>
              {cell.field !== null && !fields.includes(cell.field) && <option disabled>{cell.field}</option>}
              {fields.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        {about?.isTimed && <LabTime cell={cell} />}
        {settings}
        {running.status === "running" && (
          <span className={styles.running}>
            <progress max={1} value={running.progress} aria-label={`Share of ${title} done`} />
            <PassingButton about={runs} onClick={onCancel}>
              Cancel
            </PassingButton>
          </span>
        )}
      </div>
      {running.status === "failed" && (
        <p className={styles.problem} role="alert">
          {running.message}
        </p>
      )}
      {stale && <p role="status">{stale}</p>}
      <div className={styles.content} data-stale={stale !== null || undefined}>
        {children}
      </div>
    </CellBox>
  );
}

/** A cell of the laboratory by its id. */
export function useLabCell<Kind extends LabCell["kind"]>(
  id: string,
  kind: Kind,
): Extract<LabCell, { kind: Kind }> | null {
  return useNotebook(({ document }) => {
    const cell = document.cells.find((one) => one.id === id);
    return cell?.kind === kind ? (cell as Extract<LabCell, { kind: Kind }>) : null;
  });
}
