import { useState } from "react";
import { fileName } from "../app/export/download.ts";
import { documentFile, figureFile, gridFile, linesFile, noPins, pinsFile } from "../app/export/files.ts";
import type { Watch } from "../shaders/plane-client.ts";
import styles from "./ExportDialog.module.css";
import { ExportFrame } from "./ExportFrame.tsx";
import { FigureForm } from "./FigureForm.tsx";
import { GridForm, gridOfView, gridProblem } from "./GridForm.tsx";
import { usePlaneSession, useView } from "./session.ts";
import { useFigure } from "./useFigure.ts";

const formats = [
  { value: "png", label: "Picture", kind: "PNG" },
  { value: "svg", label: "Drawing", kind: "SVG" },
  { value: "grid", label: "Grid", kind: "CSV" },
  { value: "pins", label: "Pins", kind: "CSV" },
  { value: "lines", label: "Streamlines", kind: "CSV" },
  { value: "document", label: "Document", kind: "JSON" },
] as const;

/** Two parts, so that the file is known for what it is among other JSON. */
const documentExtension = "deldot.json";

type Format = (typeof formats)[number]["value"];

/** Rows of a grid, and lines, in a preview. */
const previewRows = 12;

/** Everything that can be saved of a view, with a preview of the file and its progress. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const session = usePlaneSession();
  const title = useView((state) => state.document.title);
  const names = useView((state) => state.picture?.field.coordinateNames);
  const { pins, flux } = useView((state) => state.plane);
  const [format, setFormat] = useState<Format>("png");
  const figure = useFigure(title, format === "svg" ? "svg" : "png");
  const [axes, setAxes] = useState(() => gridOfView(session.view.store.getState()));
  const isFigure = format === "png" || format === "svg";
  const { kind, label } = formats.find(({ value }) => value === format) as (typeof formats)[number];
  const isOther = format === "pins" || format === "lines";
  const name = isFigure
    ? figure.settings.title || title
    : isOther
      ? `${title} ${label.toLowerCase()}`
      : title;
  const problems = { grid: gridProblem(axes), pins: pins.length === 0 ? noPins : null } as const;

  function file(watch: Watch, preview: boolean): Promise<Blob> {
    if (isFigure) {
      const settings = { ...figure.settings, format };
      return figureFile(session, settings, watch, preview ? figure.previewScale : undefined);
    }
    if (format === "document") return Promise.resolve(documentFile(session));
    if (format === "grid") return gridFile(session, axes, watch, preview ? previewRows : undefined);
    return format === "pins"
      ? pinsFile(session, watch, preview)
      : linesFile(session, watch, preview ? 1 : undefined);
  }

  return (
    <ExportFrame
      view={session.view}
      formats={formats}
      format={format}
      onFormat={setFormat}
      file={file}
      fileName={fileName(name, format === "document" ? documentExtension : kind.toLowerCase())}
      causes={[figure.settings, axes]}
      problem={isFigure ? figure.problem : format === "grid" || format === "pins" ? problems[format] : null}
      isFigure={isFigure}
      transparent={isFigure && figure.settings.transparent}
      onClose={onClose}
    >
      {isFigure && (
        <FigureForm
          format={format}
          {...figure.form}
          parts={[
            "axes",
            "bar",
            "source",
            ...(pins.length > 0 ? (["pins"] as const) : []),
            ...(flux?.on ? (["flux"] as const) : []),
            "transparent",
          ]}
        />
      )}
      {format === "grid" && <GridForm axes={axes} onChange={setAxes} />}
      {format === "pins" && (
        <p className={styles.note}>
          The {pins.length === 1 ? "pinned point" : `${pins.length} pinned points`}: coordinates, field, exact
          divergence, estimate, curl and eigenvalues; float64.
        </p>
      )}
      {format === "document" && (
        <p className={styles.note}>
          The source and all settings, as a file that Deldot opens again: drop it on the page, or choose it
          with “Open…”.
        </p>
      )}
      {format === "lines" && (
        <p className={styles.note}>
          The points of the streamlines of this view, in order along each: the length up to there,{" "}
          {(names ?? ["x", "y"]).join(", ")}, field and exact divergence; float64.
        </p>
      )}
    </ExportFrame>
  );
}
