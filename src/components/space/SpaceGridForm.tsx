import { countText } from "../../app/count-text.ts";
import type { GridAxis } from "../../app/export/grid.ts";
import type { SpaceAxes } from "../../app/space/export/grids.ts";
import { eachAxis } from "../../shaders/space/lens.ts";
import styles from "../ExportDialog.module.css";
import { NumberField } from "../NumberField.tsx";

interface Props {
  readonly axes: SpaceAxes;
  readonly onChange: (axes: SpaceAxes) => void;
  /** Takes the box again. */
  readonly onReset: () => void;
}

/** From where to where along each axis, and how many points. */
export function SpaceGridForm({ axes, onChange, onReset }: Props) {
  const set = (axis: 0 | 1 | 2, change: Partial<GridAxis>) =>
    onChange(eachAxis((k) => (k === axis ? { ...axes[k], ...change } : axes[k])));
  return (
    <>
      {([0, 1, 2] as const).map((axis) => {
        const { name, low, high, count } = axes[axis];
        return (
          <div key={name} className={styles.row}>
            <span>{name} from</span>
            <NumberField label={`${name} from`} value={low} onChange={(typed) => set(axis, { low: typed })} />
            to
            <NumberField label={`${name} to`} value={high} onChange={(typed) => set(axis, { high: typed })} />
            in
            <NumberField
              label={`Points along ${name}`}
              value={count}
              onChange={(typed) => set(axis, { count: Math.max(1, Math.round(typed)) })}
            />
            points
          </div>
        );
      })}
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
