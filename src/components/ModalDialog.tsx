import { type CSSProperties, type ReactNode, type RefObject, useEffect, useId, useRef } from "react";
import styles from "./ModalDialog.module.css";

interface Props {
  readonly title: string;
  /** CSS pixels, where the window has them. */
  readonly width: number;
  /** For who closes it from within; Escape and its button do so anyway. */
  readonly ref?: RefObject<HTMLDialogElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the page, which stands still meanwhile; what had the focus has it again afterwards. */
export function ModalDialog({ title, width, ref, onClose, children }: Props) {
  const own = useRef<HTMLDialogElement>(null);
  const dialog = ref ?? own;
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), [dialog]);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      style={{ "--width": `${width}px` } as CSSProperties}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      <div className={styles.header}>
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="plain" aria-label="Close" onClick={() => dialog.current?.close()}>
          ✕
        </button>
      </div>
      {children}
    </dialog>
  );
}
