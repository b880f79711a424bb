import type { ReactNode } from "react";
import styles from "./Space.module.css";
import { useHold } from "./useHold.ts";

interface HandleProps<From> {
  readonly name: string;
  readonly title: string;
  /** In the picture, in CSS pixels. */
  readonly place: { readonly left: number; readonly top: number };
  /** What it has as it is taken hold of. */
  readonly from: From;
  readonly onDrag: (from: From, right: number, down: number) => void;
  readonly onDrop?: () => void;
  readonly children: ReactNode;
}

/** A disc with a sign that something is drawn by; the panel does the same with keys. */
export function Handle<From>({ name, title, place, from, onDrag, onDrop, children }: HandleProps<From>) {
  const hold = useHold(from, onDrag, onDrop);
  return (
    <span
      className={styles.handle}
      style={{ left: place.left, top: place.top }}
      aria-hidden="true"
      title={title}
      data-handle={name}
      {...hold}
    >
      {children}
    </span>
  );
}
