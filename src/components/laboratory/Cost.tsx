import { type CostCell, withCell } from "../../app/document/document.ts";
import type { CandidatesTask } from "../../app/laboratory/candidates.ts";
import type { CostTask } from "../../app/laboratory/cost.ts";
import { families, familyNames } from "../../app/laboratory/families.ts";
import type { StructureTask } from "../../app/laboratory/protocol.ts";
import type { Subject } from "../../app/laboratory/subject.ts";
import { PassingButton } from "../PassingButton.tsx";
import { useNotebook, useSession } from "../session.ts";
import styles from "./Cost.module.css";
import { familyOf, largestSizes } from "./cost-sizes.ts";
import { FamilyCost } from "./FamilyCost.tsx";
import { FieldCost } from "./FieldCost.tsx";
import { LabBox, runs, useLabCell } from "./LabBox.tsx";
import { MethodList } from "./MethodList.tsx";
import { missingField } from "./missing-field.ts";
import { useLabSubject } from "./useLabSubject.ts";
import { useTask } from "./useTask.ts";

type Settings = Partial<Pick<CostCell, "family" | "most" | "methods">>;

/** What exact and stochastic divergences cost: against n for a family of fields, or for the document's own field. */
export function Cost({ id }: { id: string }) {
  const { notebook } = useSession();
  const seed = useNotebook(({ document }) => document.seed);
  const cell = useLabCell(id, "cost");
  const about = useLabSubject(cell);
  const costs = useTask(id, costTask(cell, seed));
  const subject = cell?.family === null ? about.subject : null;
  const candidates = useTask(id, candidatesTask(subject, cell?.methods ?? []));
  const structure = useTask(id, structureTask(subject));
  if (!cell) return null;

  const family = familyOf(cell.family);
  const set = (kind: string | null, settings: Settings) =>
    notebook.change(kind && `${kind} of ${id}`, (document) =>
      withCell(document, id, (one) => ({ ...(one as CostCell), ...settings })),
    );
  // What the Jacobian is like may take longer than what its trace costs.
  const last = structure.running.status === "running" || structure.running.status === "failed";
  const own = last && candidates.running.status !== "running" ? structure : candidates;
  const { running, cancel, again } = cell.family === null ? own : costs;
  const missing = cell.family === null ? missingField(cell.field, about) : null;
  return (
    <LabBox
      cell={cell}
      title="Cost"
      about={cell.family === null ? about : null}
      running={running}
      onCancel={cancel}
      settings={
        <>
          <label>
            Cost of{" "}
            <select
              className={styles.family}
              value={cell.family ?? ""}
              onChange={({ target }) => set(null, { family: target.value || null })}
            >
              <option value="">this document's field</option>
              {cell.family !== null && !family && <option>{cell.family}</option>}
              {familyNames.map((name) => (
                <option key={name} value={name}>
                  {families[name].title}
                </option>
              ))}
            </select>
          </label>
          {family && <MostSelect family={family} most={cell.most} onChange={(most) => set(null, { most })} />}
          {running.status !== "running" && running.status !== "idle" && (
            <PassingButton about={runs} onClick={again}>
              Measure again
            </PassingButton>
          )}
        </>
      }
    >
      {missing && <p>{missing}</p>}
      {cell.family !== null && !family && (
        <p className={styles.problem}>There is no family of fields called {cell.family}.</p>
      )}
      {family && (
        <>
          <p className={styles.note}>{families[family].about}</p>
          <MethodList methods={cell.methods} onChange={(methods, kind) => set(kind, { methods })} />
          {cell.methods.length === 0 && <p>Add a method, and its cost is measured.</p>}
          <FamilyCost running={costs.running} />
        </>
      )}
      {subject && <MethodList methods={cell.methods} onChange={(methods, kind) => set(kind, { methods })} />}
      {subject && (
        <FieldCost field={subject.field} candidates={candidates.running} structure={structure.running} />
      )}
    </LabBox>
  );
}

interface MostProps {
  readonly family: NonNullable<ReturnType<typeof familyOf>>;
  readonly most: number;
  readonly onChange: (most: number) => void;
}

function MostSelect({ family, most, onChange }: MostProps) {
  const sizes = largestSizes(family);
  return (
    <label>
      Largest n{" "}
      <select
        value={sizes.findLast((size) => size <= most)}
        onChange={({ target }) => onChange(Number(target.value))}
      >
        {sizes.map((size) => (
          <option key={size}>{size}</option>
        ))}
      </select>
    </label>
  );
}

/** null where the cell is not about a family, or has nothing to measure. */
function costTask(cell: CostCell | null, seed: number): CostTask | null {
  const family = familyOf(cell?.family ?? null);
  if (!cell || !family || cell.methods.length === 0) return null;
  return { kind: "cost", family, most: cell.most, methods: cell.methods, seed, layout: "jax" };
}

function candidatesTask(subject: Subject | null, methods: CandidatesTask["methods"]): CandidatesTask | null {
  return subject && { kind: "candidates", subject, methods };
}

function structureTask(subject: Subject | null): StructureTask | null {
  return subject && { kind: "structure", subject };
}
