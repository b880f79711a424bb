import type { SpaceBox } from "../../../shaders/space/lens.ts";
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

/** Rows for the points of grids, one grid after the other. */
export interface TableTask extends AnyExport {
  readonly kind: "table";
  readonly grids: readonly NamedGrid[];
  /** Whether each row begins with its grid's name. */
  readonly named: boolean;
  /** Only so many rows, as a preview. */
  readonly rows?: number | undefined;
}

/** A grid as an image for VTK. */
export interface ImageTask extends AnyExport {
  readonly kind: "image";
  readonly axes: ImageAxes;
  readonly type: VtiType;
}

/** A surface on which the map has a value, and its colour, not linear, 0 … 255. */
export interface SurfaceLevel {
  readonly level: number;
  readonly colour: readonly [number, number, number];
}

/** Surfaces as glTF. */
export interface SurfacesTask extends AnyExport {
  readonly kind: "surfaces";
  readonly box: SpaceBox;
  readonly levels: readonly SurfaceLevel[];
  /** 0 … 1. */
  readonly opacity: number;
  /** Cells of the grid that they are looked for in, along the longest edge of the box. */
  readonly cells: number;
  /** A preview: what is found, in words. */
  readonly told?: boolean | undefined;
}

export interface ExportWork extends Work {
  readonly task: TableTask | ImageTask | SurfacesTask;
  readonly results: { readonly table: Blob; readonly image: Blob; readonly surfaces: Blob };
  readonly parts: Record<never, never>;
}
