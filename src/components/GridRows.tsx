import { Fragment } from "react";
import type { GridAxis } from "../app/export/grid.ts";
import styles from "./ExportDialog.module.css";
import { NumberField } from "./NumberField.tsx";

interface Props {
  readonly axes: readonly GridAxis[];
  readonly onChange: (axis: number, change: Partial<GridAxis>) => void;
}

/** Between where and where a grid has points along each axis, and how many. */
export function GridRows({ axes, onChange }: Props) {
  return (
    <div className={styles.grid}>
      <span aria-hidden="true" />
      <span aria-hidden="true">From</span>
      <span aria-hidden="true">To</span>
      <span aria-hidden="true">Points</span>
      {axes.map(({ name, low, high, count }, axis) => (
        <Fragment key={name}>
          <span aria-hidden="true">{name}</span>
          <NumberField
            label={`${name} from`}
            value={low}
            onChange={(typed) => onChange(axis, { low: typed })}
          />
          <NumberField
            label={`${name} to`}
            value={high}
            onChange={(typed) => onChange(axis, { high: typed })}
          />
          <NumberField
            label={`Points along ${name}`}
            value={count}
            onChange={(typed) => onChange(axis, { count: Math.max(1, Math.round(typed)) })}
          />
        </Fragment>
      ))}
    </div>
  );
}
