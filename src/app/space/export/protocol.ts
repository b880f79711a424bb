import type { Quantity } from "../../../shaders/quantity.ts";
import type { SceneLines } from "../../../shaders/space/flow.ts";
import type { FreePlane } from "../../../shaders/space/free-plane.ts";
import type { SpaceBox } from "../../../shaders/space/lens.ts";
import type { SpaceScene } from "../../../shaders/space/scene.ts";
import type { GridAxis } from "../../export/grid.ts";
import type { ImageAxes, VtiType } from "../../export/vti.ts";
import type { Work } from "../../tasks/client.ts";
import type { SpaceSubject } from "../protocol.ts";

/** Files of a field in space: what all of them are made of. */
interface AnyExport {
  readonly subject: SpaceSubject;
  /** What the map is of, in words. */
  readonly words: string;
  readonly version: string;
}

/** Points of a grid; one axis of a slice has a single point. */
export interface NamedGrid {
  /** Of a slice: what it lies across. */
  readonly name: string;
  readonly axes: readonly [GridAxis, GridAxis, GridAxis];
}

/** Points of a plane of any direction that lie in the box: of a grid of so many along each edge of what is around them. */
export interface NamedPlane {
  readonly name: string;
  readonly plane: FreePlane;
  readonly box: SpaceBox;
  readonly count: number;
}

/** What the points of a table are: those of a grid, of slices one after the other, or of the lines that are shown. */
export type TablePoints =
  | { readonly of: "grid"; readonly axes: NamedGrid["axes"] }
  | { readonly of: "slices"; readonly slices: readonly (NamedGrid | NamedPlane)[] }
  | ({ readonly of: "lines" } & Pick<SceneLines, "lines" | "shape" | "width">);

/** Rows for points. */
export interface TableTask extends AnyExport {
  readonly kind: "table";
  /** The document's. */
  readonly seed: number;
  readonly points: TablePoints;
  /** Only so many rows, as a preview. */
  readonly rows?: number | undefined;
}

/** A grid as an image for VTK. */
export interface ImageTask extends AnyExport {
  readonly kind: "image";
  readonly axes: ImageAxes;
  readonly type: VtiType;
}

/** A surface on which a quantity has a value, and its colour, not linear, 0 … 255. */
export interface SurfaceLevel {
  readonly level: number;
  readonly colour: readonly [number, number, number];
}

/** The surfaces of a model. */
export interface ModelSurfaces {
  /** What has the levels; null for what the map is of. */
  readonly quantity: Quantity | null;
  readonly words: string;
  readonly levels: readonly SurfaceLevel[];
  /** 0 … 1. */
  readonly opacity: number;
  /** Cells of the grid that they are looked for in, along the longest edge of the box. */
  readonly cells: number;
}

/** The lines of a model, and what their colours are. */
export interface ModelLines extends SceneLines, Pick<SpaceScene, "palette" | "theme"> {
  /** The range of colours, and the threshold of a symlog scale. */
  readonly legend: Pick<SpaceScene["legend"], "low" | "high" | "threshold">;
}

/** Surfaces, and lines or tubes, as glTF. */
export interface ModelTask extends AnyExport {
  readonly kind: "model";
  readonly box: SpaceBox;
  /** null for none. */
  readonly surfaces: ModelSurfaces | null;
  readonly lines: ModelLines | null;
  /** A preview: what is found, in words. */
  readonly told?: boolean | undefined;
}

export interface ExportWork extends Work {
  readonly task: TableTask | ImageTask | ModelTask;
  readonly results: { readonly table: Blob; readonly image: Blob; readonly model: Blob };
  readonly parts: Record<never, never>;
}
