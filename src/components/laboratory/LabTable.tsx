import type { ReactNode } from "react";
import { Group } from "../Group.tsx";
import shared from "../Table.module.css";
import styles from "./LabTable.module.css";

interface Column {
  readonly name: string;
  /** What it says, for those who point at it. */
  readonly about?: string;
  /** Words stand at the start of their column, numbers at its end. */
  readonly isWords?: boolean;
}

interface Props {
  readonly label: string;
  readonly columns: readonly Column[];
  /** Rows of an earlier run, while the present one has told nothing. */
  readonly isStale?: boolean;
  /** Heads and names of rows are broken into lines. */
  readonly isLong?: boolean;
  readonly children: ReactNode;
}

/** A table of figures in a box of its own, which is scrolled where the table is long or wide. */
export function LabTable({ label, columns, isStale = false, isLong = false, children }: Props) {
  return (
    <Group
      className={`${shared.scroll} ${styles.scroll} ${isLong ? styles.long : ""}`}
      tabIndex={0}
      aria-label={label}
    >
      <table className={isStale ? styles.stale : undefined}>
        <thead>
          <tr>
            {columns.map(({ name, about, isWords }) => (
              <th key={name} scope="col" title={about} className={isWords ? styles.words : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Group>
  );
}
