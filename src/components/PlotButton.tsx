import type { ReactNode } from "react";
import styles from "./PlotButton.module.css";

interface Place {
  readonly left: number;
  readonly top: number;
}

/** A small button with a picture of 16 × 16, laid over the plot. */
export function PlotButton({
  label,
  hint,
  place,
  disabled,
  onPress,
  children,
}: {
  label: string;
  hint: string;
  place: Place;
  disabled?: boolean | undefined;
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      title={hint}
      style={place}
      disabled={disabled}
      onClick={onPress}
    >
      <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
        {children}
      </svg>
    </button>
  );
}
