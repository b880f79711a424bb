import type { Legend } from "./legend.ts";
import type { Motion } from "./motion.ts";
import type { BackendCheck, PlanePoint, PlaneState, SideValues } from "./protocol.ts";
import type { ShownPicture } from "./shown-picture.ts";
import type { Tile } from "./tile.ts";
import type { LineLayer } from "./vector-layer.ts";

/** A drawn view. */
export interface Picture {
  readonly bitmap: ImageBitmap;
  readonly legend: Legend;
  readonly check: BackendCheck | null;
  /** Share of the probes in it; 1 when final. */
  readonly progress: number;
}

/** The map's values, row-major from the top left. */
export interface MapImage {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Lets other work in, and tells the share done. Rejects when the work is not wanted any more. */
export type Pause = (done: number) => Promise<void>;

/** A picture without axes at another scale, for export: drawn part by part, so that no canvas need hold the whole. */
export interface Plate {
  readonly width: number;
  readonly height: number;
  readonly legend: Legend;
  /** Pixels a side of a part that is drawn in one go. */
  readonly side: number;
  /** Draws a part on a canvas, with its corner there; told is the share of the part that is done. */
  draw(part: Tile, context: OffscreenCanvasRenderingContext2D, at: PixelPlace, pause: Pause): Promise<void>;
}

/** A pixel of a canvas, from its top left. */
export interface PixelPlace {
  readonly x: number;
  readonly y: number;
}

/** What draws planes; all its resources follow from the states it is given. Methods throw PlaneProblem or ShaderError. */
export interface PlaneRenderer {
  readonly backend: "webgl2" | "cpu";
  /** True once the graphics context is gone: pictures drawn since are worthless. */
  readonly lost: boolean;
  /** The picture of a state as far as its probes are drawn; null while there are none: `advance` first. */
  draw(state: PlaneState, motion: Motion): Picture | null;
  /** The picture last drawn of this very state, moved on; null where it has to be drawn. Pixels may take the spare memory. */
  move(state: PlaneState, motion: Motion, spare: ArrayBuffer | null): ShownPicture | null;
  /** Draws probes for a bounded time; the share that is drawn. */
  advance(state: PlaneState): number;
  values(state: PlaneState): MapImage;
  /** What the ways of computing that pixels use give at a point. */
  sides(state: PlaneState, point: PlanePoint): SideValues;
  /** `scale` device pixels per CSS pixel. */
  plate(state: PlaneState, motion: Motion, scale: number, pause: Pause): Promise<Plate>;
  /** The streamlines of the state, where it has them: `vectorLayers` (layers/vector-layers.ts) adds what else is geometry. */
  vectors(state: PlaneState): readonly LineLayer[];
  forget(viewId: string): void;
  /** Frees everything; the renderer is not used again. */
  dispose(): void;
}
