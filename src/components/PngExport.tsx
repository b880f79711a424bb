import { useState } from "react";
import { downloadBlob, fileName } from "../app/export/download.ts";
import type { FigureOptions } from "../shaders/protocol.ts";
import styles from "./ExportDialog.module.css";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { useNotebook, useSession } from "./session.ts";

const scales = [
  { value: "1", label: "1×" },
  { value: "2", label: "2×" },
  { value: "4", label: "4×" },
] as const;

type Making =
  | { readonly status: "idle" | "making" }
  | { readonly status: "failed"; readonly message: string };

/** The figure on show, with axes, colour bar and title. */
export function PngExport() {
  const session = useSession();
  const plot = useNotebook((state) => state.plot);
  const [title, setTitle] = useState(() => session.notebook.store.getState().document.title);
  const [scale, setScale] = useState<(typeof scales)[number]["value"]>("2");
  const [making, setMaking] = useState<Making>({ status: "idle" });

  async function save() {
    setMaking({ status: "making" });
    try {
      const blob = await session.png({ scale: Number(scale) as FigureOptions["scale"], title });
      downloadBlob(blob, fileName(title, "png"));
      setMaking({ status: "idle" });
    } catch (error) {
      setMaking({ status: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }

  const factor = Number(scale);
  return (
    <section className={styles.form} aria-label="Picture as PNG">
      <h3>Picture (PNG)</h3>
      <label className={styles.row}>
        <span>Title</span>
        <input
          type="text"
          className={styles.wide}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <div className={styles.row}>
        <span>Size</span>
        <SegmentedControl label="Size of the picture" options={scales} value={scale} onChange={setScale} />
        <span className={styles.note}>
          map of {plot.width * factor} × {plot.height * factor} pixels
        </span>
      </div>
      <div className={styles.row}>
        <button type="button" className="primary" disabled={making.status === "making"} onClick={save}>
          {making.status === "making" ? "Drawing…" : "Save PNG"}
        </button>
        {making.status === "failed" && (
          <span className={styles.problem} role="alert">
            {making.message}
          </span>
        )}
      </div>
    </section>
  );
}
