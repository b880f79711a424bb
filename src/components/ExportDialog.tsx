import { lazy, Suspense, useRef, useState } from "react";
import styles from "./ExportDialog.module.css";
import { useSession } from "./session.ts";

const ExportForms = lazy(async () => ({ default: (await import("./ExportForms.tsx")).ExportForms }));

/** A native dialog: what is on the view as a picture, or a grid of numbers. */
export function ExportDialog() {
  const session = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const [opened, setOpened] = useState(0);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setOpened((count) => count + 1);
          dialog.current?.showModal();
        }}
      >
        Export
      </button>
      <dialog
        ref={dialog}
        className={styles.dialog}
        aria-labelledby="export-title"
        onClose={() => session.cancelCsv()}
      >
        <div className={styles.header}>
          <h2 id="export-title">Export</h2>
          <button type="button" className="plain" aria-label="Close" onClick={() => dialog.current?.close()}>
            ✕
          </button>
        </div>
        {/* A new key each time it opens: the forms begin with the present view. */}
        {opened > 0 && (
          <Suspense>
            <ExportForms key={opened} />
          </Suspense>
        )}
      </dialog>
    </>
  );
}
