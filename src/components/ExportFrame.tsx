import type { ReactNode } from "react";
import styles from "./ExportDialog.module.css";
import { ModalDialog } from "./ModalDialog.tsx";
import type { Making } from "./useMaking.ts";

interface Format<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What people call such files. */
  readonly kind: string;
}

interface Props<Value extends string> {
  readonly formats: readonly Format<Value>[];
  readonly format: Value;
  readonly onFormat: (format: Value) => void;
  readonly making: Making;
  /** There is nothing to save. */
  readonly disabled: boolean;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  readonly onClose: () => void;
  readonly preview: ReactNode;
  /** The settings of the format. */
  readonly children: ReactNode;
}

/** What can be saved, the settings of what is chosen, how it will be, and how far it is. */
export function ExportFrame<Value extends string>({
  formats,
  format,
  onFormat,
  making,
  disabled,
  onSave,
  onCancel,
  onClose,
  preview,
  children,
}: Props<Value>) {
  const busy = making.status === "making";
  const { kind, label } = formats.find(({ value }) => value === format) as Format<Value>;
  return (
    <ModalDialog title="Export" width={1040} onClose={onClose}>
      <div className={styles.parts}>
        <fieldset className={styles.formats} disabled={busy}>
          <legend className="unseen">What to save</legend>
          {formats.map((option) => (
            <label key={option.value}>
              <input
                type="radio"
                name="export-format"
                checked={option.value === format}
                onChange={() => onFormat(option.value)}
              />
              <span>
                {option.label} <small>{option.kind}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <fieldset className={styles.options} disabled={busy} aria-label={`${label} as ${kind}`}>
          {children}
        </fieldset>
        {preview}
      </div>
      <div className={styles.footer}>
        {making.status === "failed" && (
          <p className={styles.problem} role="alert">
            {making.message}
          </p>
        )}
        {busy && <progress max={1} value={making.progress} aria-label={`Share of the ${kind} made`} />}
        {busy && (
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        )}
        <button type="button" className="primary" disabled={busy || disabled} onClick={onSave}>
          {busy ? "Making…" : `Save ${kind}`}
        </button>
      </div>
    </ModalDialog>
  );
}
