import { countText } from "../../app/count-text.ts";
import type { GridAxis } from "../../app/export/grid.ts";
import type { SpaceAxes } from "../../app/space/export/grids.ts";
import { eachAxis } from "../../shaders/space/lens.ts";
import styles from "../ExportDialog.module.css";
import { GridRows } from "../GridRows.tsx";

interface Props {
  readonly axes: SpaceAxes;
  readonly onChange: (axes: SpaceAxes) => void;
  /** Takes the box again. */
  readonly onReset: () => void;
}

/** From where to where along each axis, and how many points. */
export function SpaceGridForm({ axes, onChange, onReset }: Props) {
  const set = (axis: number, change: Partial<GridAxis>) =>
    onChange(eachAxis((k) => (k === axis ? { ...axes[k], ...change } : axes[k])));
  return (
    <>
      <GridRows axes={axes} onChange={set} />
      <div className={styles.row}>
        <button type="button" onClick={onReset}>
          Use the box
        </button>
        <span className={styles.note}>
          {countText(axes.reduce((size, { count }) => size * count, 1))} points
        </span>
      </div>
    </>
  );
}
