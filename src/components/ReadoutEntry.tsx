import { readoutText } from "./numbers.ts";
import styles from "./ReadoutPanel.module.css";

interface EntryProps {
  readonly name: string;
  readonly className?: string | undefined;
  readonly children: React.ReactNode;
}

/** A name with what is to be read there. */
export function Entry({ name, className, children }: EntryProps) {
  return (
    <div className={className}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A number with its full value. */
export function Figure({ value, name }: { value: number | undefined; name: string }) {
  return (
    <data
      value={String(value)}
      data-figure={name}
      className={name === "exact" ? styles.exact : styles.figure}
    >
      {value === undefined ? "" : readoutText(value)}
    </data>
  );
}
