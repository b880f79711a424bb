import type { ReactNode } from "react";
import styles from "./LabTable.module.css";

interface Column {
  readonly name: string;
  /** Words stand at the start of their column, numbers at its end. */
  readonly isWords?: boolean;
}

interface Props {
  readonly label: string;
  readonly columns: readonly Column[];
  /** Rows of an earlier run, while the present one has told nothing. */
  readonly isStale?: boolean;
  readonly children: ReactNode;
}

/** A table of figures in a box of its own, which is scrolled where the table is long or wide. */
export function LabTable({ label, columns, isStale = false, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long or wide table is scrolled, by keyboard too.
    <section className={styles.scroll} tabIndex={0} aria-label={label}>
      <table className={isStale ? styles.stale : undefined}>
        <thead>
          <tr>
            {columns.map(({ name, isWords }) => (
              <th key={name} scope="col" className={isWords ? styles.words : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
