import type { ReactNode } from "react";
import styles from "./Space.module.css";

interface LayerProps {
  readonly name: string;
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
  /** Its settings, while it is on. */
  readonly children: ReactNode;
}

/** A layer of a picture of space: its switch, and below it what can be set of it. */
export function Layer({ name, on, onSwitch, children }: LayerProps) {
  return (
    <fieldset className={styles.group}>
      <legend>
        <label className={styles.shown}>
          <input type="checkbox" checked={on} onChange={({ target }) => onSwitch(target.checked)} />
          {name}
        </label>
      </legend>
      {children}
    </fieldset>
  );
}
