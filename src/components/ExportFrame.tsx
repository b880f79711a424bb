import { type ReactNode, useEffect } from "react";
import { downloadBlob } from "../app/export/download.ts";
import type { View } from "../app/store/view.ts";
import type { Watch } from "../shaders/plane-client.ts";
import styles from "./ExportDialog.module.css";
import { ExportPreview } from "./ExportPreview.tsx";
import { ModalDialog } from "./ModalDialog.tsx";
import { PassingButton } from "./PassingButton.tsx";
import { useMaking } from "./useMaking.ts";

interface Format<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What people call such files. */
  readonly kind: string;
}

interface Props<Value extends string> {
  readonly view: View;
  readonly formats: readonly Format<Value>[];
  readonly format: Value;
  readonly onFormat: (format: Value) => void;
  /** The whole file, or what its preview takes of it. */
  readonly file: (watch: Watch, preview: boolean) => Promise<Blob>;
  readonly fileName: string;
  /** What a new preview is made for when it changes. */
  readonly causes: readonly unknown[];
  /** Why there is nothing to save. */
  readonly problem: string | null;
  readonly isFigure: boolean;
  /** Its paper lets through what is behind it. */
  readonly transparent?: boolean;
  readonly onClose: () => void;
  /** The settings of the format. */
  readonly children: ReactNode;
}

/** What can be saved, the settings of what is chosen, how it will be, and how far it is. Closing cancels. */
export function ExportFrame<Value extends string>({
  view,
  formats,
  format,
  onFormat,
  file,
  fileName,
  causes,
  problem,
  isFigure,
  transparent = false,
  onClose,
  children,
}: Props<Value>) {
  const { making, make, cancel } = useMaking();
  useEffect(() => {
    // What is saved is one moment.
    view.set({ playing: false });
  }, [view]);
  useEffect(() => cancel, [cancel]);

  async function save(): Promise<void> {
    const blob = await make((watch) => file(watch, false));
    if (blob) downloadBlob(blob, fileName);
  }

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
        <ExportPreview
          isFigure={isFigure}
          make={(watch) => file(watch, true)}
          causes={[format, ...causes]}
          problem={problem}
          checked={transparent}
        />
      </div>
      <div className={styles.footer}>
        {making.status === "failed" && (
          <p className={styles.problem} role="alert">
            {making.message}
          </p>
        )}
        {busy && <progress max={1} value={making.progress} aria-label={`Share of the ${kind} made`} />}
        {busy && (
          <PassingButton about="file" onClick={cancel}>
            Cancel
          </PassingButton>
        )}
        <button
          type="button"
          data-about="file"
          className="primary"
          disabled={busy || problem !== null}
          onClick={() => void save()}
        >
          {busy ? "Making…" : `Save ${kind}`}
        </button>
      </div>
    </ModalDialog>
  );
}
