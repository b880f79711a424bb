import { useEffect, useState } from "react";
import { downloadBlob, fileName } from "../app/export/download.ts";
import { type FigureSettings, mapSize, sizeProblem } from "../app/export/figure.ts";
import { documentFile, figureFile, gridFile, linesFile, pinsFile } from "../app/export/files.ts";
import type { Watch } from "../shaders/plane-client.ts";
import styles from "./ExportDialog.module.css";
import { ExportFrame } from "./ExportFrame.tsx";
import { ExportPreview } from "./ExportPreview.tsx";
import { FigureForm, type FigureSize, pixelsOf } from "./FigureForm.tsx";
import { GridForm, gridOfView, gridProblem } from "./GridForm.tsx";
import { usePlaneSession, useView } from "./session.ts";
import { useMaking } from "./useMaking.ts";

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

/** Room for a preview, in CSS pixels, and what a figure has around its map. */
const room = { width: 460, height: 360 } as const;
const around = { width: 150, height: 110 } as const;
/** Rows of a grid, and lines, in a preview. */
const previewRows = 12;

/** Everything that can be saved of a view, with a preview of the file and its progress. Closing cancels. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const session = usePlaneSession();
  const { store } = session.view;
  const document = useView((state) => state.document);
  const plot = useView((state) => state.plot);
  const names = useView((state) => state.picture?.field.coordinateNames);
  const { pins, flux } = useView((state) => state.plane);
  const [format, setFormat] = useState<Format>("png");
  const [size, setSize] = useState<FigureSize>({ times: 2 });
  const [figure, setFigure] = useState<Omit<FigureSettings, "format" | "width" | "height">>(() => ({
    title: document.title,
    axes: true,
    bar: true,
    source: false,
    transparent: false,
    pins: true,
    flux: true,
    theme: null,
  }));
  const [axes, setAxes] = useState(() => gridOfView(store.getState()));
  const { making, make, cancel } = useMaking();

  useEffect(() => {
    // What is saved is one moment.
    session.view.set({ playing: false });
  }, [session]);
  useEffect(() => cancel, [cancel]);

  const isFigure = format === "png" || format === "svg";
  const pixels = pixelsOf(size, plot);
  const problem = isFigure
    ? sizeProblem(pixels.width, pixels.height, plot)
    : format === "grid"
      ? gridProblem(axes)
      : null;
  const { kind, label } = formats.find(({ value }) => value === format) as (typeof formats)[number];

  /** The whole file, or what its preview takes of it. */
  function file(watch: Watch, preview: boolean): Promise<Blob> {
    if (isFigure) {
      const { width, height } = mapSize(pixels.width, pixels.height, plot);
      const fit = Math.min(1, room.width / (width + around.width), room.height / (height + around.height));
      const settings = { ...figure, ...pixels, format };
      return figureFile(session, settings, watch, preview ? fit * window.devicePixelRatio : undefined);
    }
    if (format === "document") return Promise.resolve(documentFile(session));
    if (format === "grid") return gridFile(session, axes, watch, preview ? previewRows : undefined);
    return format === "pins"
      ? pinsFile(session, watch, preview)
      : linesFile(session, watch, preview ? 1 : undefined);
  }

  async function save(): Promise<void> {
    const blob = await make((watch) => file(watch, false));
    if (!blob) return;
    const { title } = store.getState().document;
    const name = isFigure
      ? figure.title || title
      : format === "grid" || format === "document"
        ? title
        : `${title} ${label.toLowerCase()}`;
    downloadBlob(blob, fileName(name, format === "document" ? documentExtension : kind.toLowerCase()));
  }

  return (
    <ExportFrame
      formats={formats}
      format={format}
      onFormat={setFormat}
      making={making}
      disabled={problem !== null || (format === "pins" && pins.length === 0)}
      onSave={() => void save()}
      onCancel={cancel}
      onClose={onClose}
      preview={
        <ExportPreview
          isFigure={isFigure}
          make={(watch) => file(watch, true)}
          causes={[format, figure, axes, pixels.width, pixels.height]}
          problem={problem}
          checked={isFigure && figure.transparent}
        />
      }
    >
      {isFigure && (
        <FigureForm
          format={format}
          settings={figure}
          onChange={(change) => setFigure({ ...figure, ...change })}
          size={size}
          onSize={setSize}
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
