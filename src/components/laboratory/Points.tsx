import { useMemo, useRef } from "react";
import { type PointsCell, withCell } from "../../app/document/document.ts";
import { downloadBlob, fileName } from "../../app/export/download.ts";
import type { PointRows, PointsTask } from "../../app/laboratory/points.ts";
import type { Subject } from "../../app/laboratory/subject.ts";
import { useNotebook, useSession } from "../session.ts";
import { LabBox, useLabCell } from "./LabBox.tsx";
import { MethodList } from "./MethodList.tsx";
import { missingField } from "./missing-field.ts";
import styles from "./Points.module.css";
import { PointTable } from "./PointTable.tsx";
import { countOf, footText, partsNeeded, type ShownRows, shownRows } from "./point-rows.ts";
import { RunAgain } from "./RunAgain.tsx";
import { TableInput } from "./TableInput.tsx";
import { useLabSubject } from "./useLabSubject.ts";
import { useTask } from "./useTask.ts";

type Settings = Partial<Pick<PointsCell, "table" | "methods" | "components">>;

/** A table of points, and the divergence at each by several methods. */
export function Points({ id }: { id: string }) {
  const { notebook } = useSession();
  const title = useNotebook(({ document }) => document.title);
  const cell = useLabCell(id, "points");
  const about = useLabSubject(cell);
  const task = taskOf(cell, about.subject);
  const { running, isPresent, cancel, again } = useTask(id, task);
  const { status, result, parts } = running;
  const table = useShownRows(parts);
  if (!cell) return null;

  const missing = missingField(cell.field, about);
  const set = (kind: string | null, settings: Settings) =>
    notebook.change(kind && `${kind} of ${id}`, (document) =>
      withCell(document, id, (one) => ({ ...(one as PointsCell), ...settings })),
    );
  const { field } = about;
  return (
    <LabBox
      cell={cell}
      title="Points"
      about={about}
      // What is wrong with the table is told below it.
      running={status === "failed" ? { ...running, status: "idle" } : running}
      onCancel={cancel}
    >
      {missing && <p>{missing}</p>}
      <div className={styles.settings}>
        <TableInput
          text={cell.table}
          field={field}
          problem={task && status === "failed" ? running.message : null}
          onChange={(table, isTyped) => set(isTyped ? "table" : null, { table })}
        />
        <div className={styles.methods}>
          <MethodList methods={cell.methods} onChange={(methods, kind) => set(kind, { methods })} />
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={cell.components}
              onChange={({ target }) => set(null, { components: target.checked })}
            />
            Components of the field, too
          </label>
        </div>
      </div>
      {status === "done" &&
        result?.problems.map(({ method, problem }) => (
          <p key={method} className={styles.problem}>
            Method {method + 1} is left out: {problem}
          </p>
        ))}
      <RunAgain running={running} onAgain={again} />
      {task && field && table && (
        <>
          <PointTable
            field={field.name}
            table={table}
            coordinates={field.dimension}
            isStale={parts.length === 0 || !isPresent}
          />
          <div className={styles.foot}>
            <p role="status">{footText(status, table, isPresent ? countOf(parts) : 0)}</p>
            <button
              type="button"
              disabled={status !== "done" || !isPresent}
              onClick={() => result && downloadBlob(result.csv, fileName(`${title} points`, "csv"))}
            >
              Save CSV
            </button>
          </div>
        </>
      )}
    </LabBox>
  );
}

/** null where there is nothing to compute. */
function taskOf(cell: PointsCell | null, subject: Subject | null): PointsTask | null {
  if (!cell || !subject || cell.table.trim() === "") return null;
  const { table, methods, components } = cell;
  return { kind: "points", subject, text: table, methods, components };
}

/** The rows on show: those of the run before until the present one tells some. */
function useShownRows(parts: readonly PointRows[]): ShownRows | null {
  const before = useRef<ShownRows | null>(null);
  const [first] = parts;
  const needed = partsNeeded(parts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more parts than these change no row on show.
  const present = useMemo(() => shownRows(parts.slice(0, needed)), [first, needed]);
  if (present) before.current = present;
  return before.current;
}
