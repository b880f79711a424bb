import { countText } from "../app/count-text.ts";
import type { GridAxis } from "../app/export/grid.ts";
import { roundedPoint } from "../app/plane/probe.ts";
import { sliceOf } from "../app/plane/slice.ts";
import { extentOf, planeView } from "../app/plane/view.ts";
import { isSliced } from "../app/store/picture.ts";
import type { ViewState } from "../app/store/view.ts";
import { limits } from "../engine/limits.ts";
import { axisNames } from "../shaders/slice.ts";
import styles from "./ExportDialog.module.css";
import { GridRows } from "./GridRows.tsx";
import { usePlaneSession, useView } from "./session.ts";

export type GridAxes = readonly [GridAxis, GridAxis];

/** The grid that is offered first: the view, 64 points along each side. */
export function gridOfView(state: ViewState): GridAxes {
  const { plane, plot, picture } = state;
  const view = planeView(plane.view, plot);
  const { left, right, bottom, top } = extentOf(view, plot);
  const low = roundedPoint({ x: left, y: bottom }, view.unitsPerPixel);
  const high = roundedPoint({ x: right, y: top }, view.unitsPerPixel);
  const [x, y] = axisNames(sliceOf(state), picture?.field.coordinateNames ?? []);
  return [
    { name: x, low: low.x, high: high.x, count: 64 },
    { name: y, low: low.y, high: high.y, count: 64 },
  ];
}

/** Why there is no such grid, in one sentence; null where there is. */
export function gridProblem(axes: GridAxes): string | null {
  const backwards = axes.find(({ low, high }) => !(high >= low));
  if (backwards) return `${backwards.name} has to run from the smaller number to the larger.`;
  if (axes[0].count * axes[1].count > limits.gridPoints)
    return `A grid may have ${countText(limits.gridPoints)} points at most.`;
  return null;
}

/** The grid at whose points coordinates, field, exact divergence, estimate and error are told. */
export function GridForm({ axes, onChange }: { axes: GridAxes; onChange: (axes: GridAxes) => void }) {
  const { store } = usePlaneSession().view;
  const sliced = useView(isSliced);
  const setAxis = (position: number, change: Partial<GridAxis>) =>
    onChange(position === 0 ? [{ ...axes[0], ...change }, axes[1]] : [axes[0], { ...axes[1], ...change }]);
  return (
    <>
      <GridRows axes={axes} onChange={setAxis} />
      <p className={styles.note}>
        {countText(axes[0].count * axes[1].count)} rows: point, field, exact, estimate, error; float64.{" "}
        {!sliced && (
          <>
            The command gives the same with{" "}
            <code>
              --grid {axes.map(({ name, low, high, count }) => `${name}=${low}:${high}:${count}`).join(",")}
            </code>
          </>
        )}
      </p>
      <div className={styles.row}>
        <button type="button" onClick={() => onChange(gridOfView(store.getState()))}>
          Use the view
        </button>
      </div>
    </>
  );
}
