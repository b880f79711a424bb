import { useEffect, useState } from "react";
import { fileName } from "../../app/export/download.ts";
import type { VtiType } from "../../app/export/vti.ts";
import { spaceFigure } from "../../app/space/export/figure.ts";
import {
  gridOfBox,
  gridProblem,
  isMapped,
  shownSlices,
  slicesProblem,
} from "../../app/space/export/grids.ts";
import { linesProblem, pinsProblem } from "../../app/space/export/layers.ts";
import { levelsOf, surfacesOf, usualLevels } from "../../app/space/export/levels.ts";
import { imageFile, modelFile, tableFile } from "../../app/space/export/space-files.ts";
import { subjectOf } from "../../app/space/mapped.ts";
import { pinsOf } from "../../app/space/pins.ts";
import { pinsTable } from "../../app/space/pins-csv.ts";
import type { Watch } from "../../shaders/plane-client.ts";
import styles from "../ExportDialog.module.css";
import { ExportFrame } from "../ExportFrame.tsx";
import { FigureForm } from "../FigureForm.tsx";
import { NumberField } from "../NumberField.tsx";
import { SegmentedControl } from "../SegmentedControl.tsx";
import { useSession, useView } from "../session.ts";
import { useFigure } from "../useFigure.ts";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import { ModelForm, type ModelSettings, previewCells } from "./ModelForm.tsx";
import { SpaceGridForm } from "./SpaceGridForm.tsx";
import { spaceService } from "./service.ts";

const formats = [
  { value: "png", label: "Picture", kind: "PNG" },
  { value: "slices", label: "Slices", kind: "CSV" },
  { value: "grid", label: "Grid", kind: "CSV" },
  { value: "lines", label: "Streamlines", kind: "CSV" },
  { value: "pins", label: "Pins", kind: "CSV" },
  { value: "image", label: "Image", kind: "VTI" },
  { value: "model", label: "Model", kind: "GLB" },
] as const;

type Format = (typeof formats)[number]["value"];

const types = [
  { value: "Float64", label: "float64" },
  { value: "Float32", label: "float32" },
] as const;

const previewRows = 12;

/** All that can be saved of a view of space, with a preview of the file and its progress. */
export function SpaceExportDialog({ onClose }: { onClose: () => void }) {
  const session = useSpace();
  useEffect(() => session.view.set({ moving: false }), [session]);
  const page = useSession();
  const cell = useSpaceState((state) => state.cell);
  const scene = useSpaceState((state) => state.scene);
  const noLines = useSpaceState(linesProblem);
  const noPins = useSpaceState(pinsProblem);
  const title = useView((state) => state.document.title);
  const names = useAxisNames();
  const [format, setFormat] = useState<Format>("png");
  const figure = useFigure(title);
  const [axes, setAxes] = useState(() => gridOfBox(cell, names, 48));
  const [count, setCount] = useState(128);
  const [type, setType] = useState<VtiType>("Float64");
  const [model, setModel] = useState<ModelSettings>(() => ({
    surfaces: true,
    levels: (scene ? usualLevels(scene) : []).join(", "),
    cells: 96,
    lines: true,
  }));
  const asked = levelsOf(model.levels);
  const subject = subjectOf(session.view.store.getState(), cell);
  const hasMap = subject !== null && isMapped(subject);
  const slices = shownSlices(cell, names, count);
  const hasLines = model.lines && noLines === null;
  const problem = {
    png: () => figure.problem,
    slices: () => slicesProblem(slices),
    grid: () => gridProblem(axes, false),
    lines: () => noLines,
    pins: () => noPins,
    image: () => gridProblem(axes, true),
    model() {
      if (!model.surfaces) return hasLines ? null : "Choose what is to be in it.";
      return typeof asked === "string" ? asked : null;
    },
  }[format]();
  const parts = ["axes", "bar", "source", ...(pinsOf(cell).length > 0 ? (["pins"] as const) : [])] as const;
  const { kind, label } = formats.find(({ value }) => value === format) as (typeof formats)[number];
  const name = format === "png" ? figure.settings.title || title : `${title} ${label.toLowerCase()}`;

  async function file(watch: Watch, preview: boolean): Promise<Blob> {
    const rows = preview ? previewRows : undefined;
    if (!scene) throw new Error("There is no field to export yet.");
    if (format === "png") {
      const { stage } = spaceService(page);
      if (!stage) throw new Error("There is no picture to export.");
      return spaceFigure(
        session,
        stage.still,
        figure.settings,
        watch,
        preview ? figure.previewScale : undefined,
      );
    }
    if (format === "pins") return new Blob([pinsTable(session) ?? ""], { type: "text/csv" });
    if (format === "slices") return tableFile(session, { of: "slices", slices }, watch, rows);
    const { streamlines, palette, theme, legend } = scene;
    if (format === "model") {
      const shown = surfacesOf(typeof asked === "string" ? [] : asked, scene, cell.surfaces);
      const surfaces = { ...shown, cells: preview ? previewCells : model.cells };
      const lines = hasLines && streamlines ? { ...streamlines, palette, theme, legend } : null;
      return modelFile(session, { surfaces: model.surfaces ? surfaces : null, lines, told: preview }, watch);
    }
    if (format === "lines") {
      if (!streamlines) throw new Error("The streamlines have just gone.");
      return tableFile(session, { of: "lines", ...streamlines }, watch, rows);
    }
    if (format === "image" && !preview) return imageFile(session, axes, type, watch);
    const table = await tableFile(session, { of: "grid", axes }, watch, rows);
    if (format === "grid") return table;
    return new Blob([`The grid's points with these columns, as ${type.toLowerCase()}:\n\n`, table]);
  }

  return (
    <ExportFrame
      view={session.view}
      formats={formats}
      format={format}
      onFormat={setFormat}
      file={file}
      fileName={fileName(name, kind.toLowerCase())}
      causes={[figure.settings, axes, count, type, model, cell, scene]}
      problem={problem}
      isFigure={format === "png"}
      onClose={onClose}
    >
      {format === "png" && <FigureForm format="png" {...figure.form} parts={parts} />}
      {format === "slices" && (
        <>
          <div className={styles.row}>
            <NumberField
              label="Points along each edge"
              value={count}
              onChange={(typed) => setCount(Math.max(1, Math.round(typed)))}
            />
            points along each edge
          </div>
          <p className={styles.note}>
            Each slice that is shown, and the free plane: which, point, field, divergence{" "}
            {hasMap && "and the map"}; float64.
          </p>
        </>
      )}
      {(format === "grid" || format === "image") && (
        <SpaceGridForm axes={axes} onChange={setAxes} onReset={() => setAxes(gridOfBox(cell, names, 48))} />
      )}
      {format === "grid" && (
        <p className={styles.note}>
          A row a point, the first coordinate fastest; float64. The command gives the same rows with{" "}
          <code>--components</code>.
        </p>
      )}
      {format === "image" && (
        <>
          <SegmentedControl label="Numbers" options={types} value={type} onChange={setType} />
          <p className={styles.note}>
            VTK ImageData with raw data, for ParaView: the divergence, the field
            {hasMap && " and the map"}.
          </p>
        </>
      )}
      {format === "lines" && (
        <p className={styles.note}>
          The points of the streamlines that are shown, in order along each: length and time from the seed
          {scene?.streamlines && scene.streamlines.shape !== "lines" && ", the tube’s radius"}, point, field,
          exact divergence{hasMap && " and the map"}; float64.
        </p>
      )}
      {format === "pins" && (
        <p className={styles.note}>
          The {pinsOf(cell).length === 1 ? "pinned point" : `${pinsOf(cell).length} pinned points`}:
          coordinates, field, exact divergence, curl, Laplacian and eigenvalues; float64.
        </p>
      )}
      {format === "model" && (
        <ModelForm
          settings={model}
          onChange={(change) => setModel({ ...model, ...change })}
          without={noLines}
          isShown={scene?.surfaces != null}
        />
      )}
    </ExportFrame>
  );
}
