import { useState } from "react";
import { downloadBlob, fileName } from "../app/export/download.ts";
import type { GridAxis } from "../app/export/grid.ts";
import { roundedPoint } from "../app/plane/probe.ts";
import { extentOf, planeView } from "../app/plane/view.ts";
import type { NotebookState } from "../app/store/notebook.ts";
import { planeOf } from "../app/store/notebook.ts";
import { limits } from "../engine/limits.ts";
import styles from "./ExportDialog.module.css";
import { NumberField } from "./NumberField.tsx";
import { useNotebook, useSession } from "./session.ts";

type Making =
  | { readonly status: "idle" }
  | { readonly status: "making"; readonly progress: number }
  | { readonly status: "failed"; readonly message: string };

/** The grid that is offered first: the view, 64 points along its shorter side. */
function gridOfView(state: NotebookState): readonly [GridAxis, GridAxis] {
  const { document, plot, picture } = state;
  const view = planeView(planeOf(document).view, plot);
  const { left, right, bottom, top } = extentOf(view, plot);
  const low = roundedPoint({ x: left, y: bottom }, view.unitsPerPixel);
  const high = roundedPoint({ x: right, y: top }, view.unitsPerPixel);
  const [x = "x", y = "y"] = picture?.field.coordinateNames ?? [];
  return [
    { name: x, low: low.x, high: high.x, count: 64 },
    { name: y, low: low.y, high: high.y, count: 64 },
  ];
}

/** A grid of numbers: coordinates, field, exact divergence, estimate and error. */
export function CsvExport() {
  const session = useSession();
  const [axes, setAxes] = useState(() => gridOfView(session.notebook.store.getState()));
  const [making, setMaking] = useState<Making>({ status: "idle" });
  const title = useNotebook((state) => state.document.title);
  const rows = axes[0].count * axes[1].count;
  const problem = problemOf(axes);

  async function save() {
    setMaking({ status: "making", progress: 0 });
    const outcome = await session.csv(axes, (progress) => setMaking({ status: "making", progress }));
    if (outcome.status === "done") downloadBlob(outcome.value, fileName(title, "csv"));
    setMaking(
      outcome.status === "failed" ? { status: "failed", message: outcome.message } : { status: "idle" },
    );
  }

  const setAxis = (position: 0 | 1, change: Partial<GridAxis>) =>
    setAxes(([x, y]) => (position === 0 ? [{ ...x, ...change }, y] : [x, { ...y, ...change }]));

  return (
    <section className={styles.form} aria-label="Numbers as CSV">
      <h3>Numbers (CSV)</h3>
      {([0, 1] as const).map((position) => {
        const { name, low, high, count } = axes[position];
        return (
          <div key={position} className={styles.row}>
            <span>{name} from</span>
            <NumberField
              label={`${name} from`}
              value={low}
              onChange={(typed) => setAxis(position, { low: typed })}
            />
            to
            <NumberField
              label={`${name} to`}
              value={high}
              onChange={(typed) => setAxis(position, { high: typed })}
            />
            in
            <NumberField
              label={`Points along ${name}`}
              value={count}
              onChange={(typed) => setAxis(position, { count: Math.max(1, Math.round(typed)) })}
            />
            points
          </div>
        );
      })}
      <p className={styles.note}>
        {rows.toLocaleString("en")} rows: point, field, exact, estimate, error; float64. The command gives the
        same with{" "}
        <code>
          --grid {axes.map(({ name, low, high, count }) => `${name}=${low}:${high}:${count}`).join(",")}
        </code>
      </p>
      <div className={styles.row}>
        {making.status === "making" ? (
          <>
            <progress max={1} value={making.progress} aria-label="Rows written" />
            <button type="button" onClick={() => session.cancelCsv()}>
              Cancel
            </button>
          </>
        ) : (
          <button type="button" className="primary" disabled={problem !== null} onClick={save}>
            Save CSV
          </button>
        )}
        <button type="button" onClick={() => setAxes(gridOfView(session.notebook.store.getState()))}>
          Use the view
        </button>
      </div>
      {(problem ?? (making.status === "failed" ? making.message : null)) && (
        <p className={styles.problem} role="alert">
          {problem ?? (making.status === "failed" ? making.message : null)}
        </p>
      )}
    </section>
  );
}

function problemOf(axes: readonly GridAxis[]): string | null {
  const backwards = axes.find(({ low, high }) => !(high >= low));
  if (backwards) return `${backwards.name} has to run from the smaller number to the larger.`;
  const rows = axes.reduce((product, { count }) => product * count, 1);
  if (rows > limits.gridPoints)
    return `A grid may have ${limits.gridPoints.toLocaleString("en")} points at most.`;
  return null;
}
