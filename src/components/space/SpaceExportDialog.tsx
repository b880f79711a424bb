import { useEffect, useState } from "react";
import { downloadBlob, fileName } from "../../app/export/download.ts";
import { type FigureSettings, mapSize, sizeProblem } from "../../app/export/figure.ts";
import type { VtiType } from "../../app/export/vti.ts";
import { spaceFigure } from "../../app/space/export/figure.ts";
import { gridOfBox, gridsOfSlices, gridsProblem, isMapped } from "../../app/space/export/grids.ts";
import { coloured, levelsOf, usualLevels } from "../../app/space/export/levels.ts";
import { imageFile, surfacesFile, tableFile } from "../../app/space/export/space-files.ts";
import { subjectOf } from "../../app/space/mapped.ts";
import type { Watch } from "../../shaders/plane-client.ts";
import styles from "../ExportDialog.module.css";
import { ExportFrame } from "../ExportFrame.tsx";
import { ExportPreview } from "../ExportPreview.tsx";
import { FigureForm, type FigureSize, pixelsOf } from "../FigureForm.tsx";
import { NumberField } from "../NumberField.tsx";
import { SegmentedControl } from "../SegmentedControl.tsx";
import { useSession, useView } from "../session.ts";
import { useMaking } from "../useMaking.ts";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import { SpaceGridForm } from "./SpaceGridForm.tsx";
import { spaceService } from "./service.ts";

const formats = [
  { value: "png", label: "Picture", kind: "PNG" },
  { value: "slices", label: "Slices", kind: "CSV" },
  { value: "grid", label: "Grid", kind: "CSV" },
  { value: "image", label: "Image", kind: "VTI" },
  { value: "surfaces", label: "Surfaces", kind: "GLB" },
] as const;

type Format = (typeof formats)[number]["value"];

const types = [
  { value: "Float64", label: "float64" },
  { value: "Float32", label: "float32" },
] as const;

/** Room for a preview, in CSS pixels, and what a figure has around its picture. */
const room = { width: 460, height: 360 } as const;
const around = { width: 110, height: 60 } as const;
const previewRows = 12;
/** Cells of a preview's surfaces: enough to say what there is. */
const previewCells = 24;
/** Cells along the longest edge: fewer are no surface, more have more corners than a file should. */
const cellBounds = [4, 320] as const;

/** All that can be saved of a view of space, with a preview of the file and its progress. Closing cancels. */
export function SpaceExportDialog({ onClose }: { onClose: () => void }) {
  const session = useSpace();
  const page = useSession();
  const { store } = session;
  const cell = useSpaceState((state) => state.cell);
  const scene = useSpaceState((state) => state.scene);
  const title = useView((state) => state.document.title);
  const plot = useView((state) => state.plot);
  const names = useAxisNames();
  const [format, setFormat] = useState<Format>("png");
  const [size, setSize] = useState<FigureSize>({ times: 2 });
  const [figure, setFigure] = useState<Omit<FigureSettings, "format" | "width" | "height">>(() => ({
    title,
    axes: true,
    bar: true,
    source: false,
    transparent: false,
    pins: false,
    flux: false,
    theme: null,
  }));
  const [axes, setAxes] = useState(() => gridOfBox(cell, names, 48));
  const [count, setCount] = useState(128);
  const [type, setType] = useState<VtiType>("Float64");
  const [levels, setLevels] = useState(() => (scene ? usualLevels(scene) : []).join(", "));
  const [cells, setCells] = useState(96);
  const { making, make, cancel } = useMaking();

  useEffect(() => {
    // What is saved is one moment.
    session.view.set({ playing: false });
  }, [session]);
  useEffect(() => cancel, [cancel]);

  const pixels = pixelsOf(size, plot);
  const asked = levelsOf(levels);
  const subject = subjectOf(session.view.store.getState(), cell);
  const hasMap = subject !== null && isMapped(subject);
  const grids = gridsOfSlices(cell, names, count);
  const problem = {
    png: () => sizeProblem(pixels.width, pixels.height, plot),
    slices: () =>
      gridsProblem(
        grids.map((grid) => grid.axes),
        false,
      ),
    grid: () => gridsProblem([axes], false),
    image: () => gridsProblem([axes], true),
    surfaces: () => (typeof asked === "string" ? asked : null),
  }[format]();

  /** The whole file, or what its preview takes of it. */
  async function file(watch: Watch, preview: boolean): Promise<Blob> {
    const rows = preview ? previewRows : undefined;
    if (format === "png") {
      const { width, height } = mapSize(pixels.width, pixels.height, plot);
      const fit = Math.min(1, room.width / (width + around.width), room.height / (height + around.height));
      const { stage } = spaceService(page);
      if (!stage) throw new Error("There is no picture to export.");
      const ratio = preview ? fit * window.devicePixelRatio : undefined;
      return spaceFigure(session, stage.still, { ...figure, ...pixels }, watch, ratio);
    }
    if (format === "slices") return tableFile(session, grids, true, watch, rows);
    if (format === "grid") return tableFile(session, [{ name: "grid", axes }], false, watch, rows);
    if (format === "image") {
      const words = `The grid's points with these columns, as ${type.toLowerCase()}:\n\n`;
      if (!preview) return imageFile(session, axes, type, watch);
      return new Blob([words, await tableFile(session, [{ name: "grid", axes }], false, watch, rows)]);
    }
    const { scene } = store.getState();
    if (!scene || typeof asked === "string") throw new Error("There is no field to export yet.");
    const settings = { levels: coloured(asked, scene), opacity: 1, cells: preview ? previewCells : cells };
    return surfacesFile(session, { ...settings, told: preview }, watch);
  }

  async function save(): Promise<void> {
    const blob = await make((watch) => file(watch, false));
    if (!blob) return;
    const { kind, label } = formats.find(({ value }) => value === format) as (typeof formats)[number];
    const name = format === "png" ? figure.title || title : `${title} ${label.toLowerCase()}`;
    downloadBlob(blob, fileName(name, kind.toLowerCase()));
  }

  return (
    <ExportFrame
      formats={formats}
      format={format}
      onFormat={setFormat}
      making={making}
      disabled={problem !== null}
      onSave={() => void save()}
      onCancel={cancel}
      onClose={onClose}
      preview={
        <ExportPreview
          isFigure={format === "png"}
          make={(watch) => file(watch, true)}
          causes={[format, figure, axes, count, type, levels, pixels.width, pixels.height, cell, scene]}
          problem={problem}
          checked={false}
        />
      }
    >
      {format === "png" && (
        <FigureForm
          format="png"
          settings={figure}
          onChange={(change) => setFigure({ ...figure, ...change })}
          size={size}
          onSize={setSize}
          parts={["axes", "bar", "source"]}
        />
      )}
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
            Each slice that is shown: which, point, field, divergence {hasMap && "and the map"}; float64.
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
      {format === "surfaces" && (
        <>
          <label className={styles.row}>
            <span>Levels</span>
            <input
              type="text"
              className={styles.wide}
              value={levels}
              onChange={({ target }) => setLevels(target.value)}
            />
          </label>
          <div className={styles.row}>
            <NumberField
              label="Cells along the longest edge"
              value={cells}
              onChange={(typed) =>
                setCells(Math.min(cellBounds[1], Math.max(cellBounds[0], Math.round(typed))))
              }
            />
            cells along the longest edge
          </div>
          <p className={styles.note}>
            Where the map has these values, as binary glTF in its colours: triangles with their corners on the
            level to rounding, and the exact gradient as normals. The preview counts those of {previewCells}{" "}
            cells.
          </p>
        </>
      )}
    </ExportFrame>
  );
}
