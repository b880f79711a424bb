import type { PlaneState } from "./protocol.ts";

/** The device pixels of a view and where they lie in the plane. */
export interface PixelGrid {
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** World coordinates of the middle of the picture. */
  readonly centreX: number;
  readonly centreY: number;
  /** World units per device pixel. */
  readonly step: number;
}

/** The grid of a state, at `ratio` device pixels per CSS pixel. Never empty. */
export function pixelGrid(
  state: Pick<PlaneState, "view" | "width" | "height" | "pixelRatio">,
  ratio: number = state.pixelRatio,
): PixelGrid {
  return {
    width: Math.max(1, Math.round(state.width * ratio)),
    height: Math.max(1, Math.round(state.height * ratio)),
    centreX: state.view.centreX,
    centreY: state.view.centreY,
    step: state.view.unitsPerPixel / ratio,
  };
}

/** World coordinates of a pixel's centre; columns count from the left, rows from the top, y points up. */
export function worldOf(grid: PixelGrid, column: number, row: number): readonly [number, number] {
  return [
    grid.centreX + (column + 0.5 - grid.width / 2) * grid.step,
    grid.centreY - (row + 0.5 - grid.height / 2) * grid.step,
  ];
}

/**
 * The smallest world units per CSS pixel at which neighbouring pixels still have different float32
 * coordinates, with 3 bits to spare: below it the picture falls into blocks.
 */
export function smallestUnitsPerPixel(centreX: number, centreY: number): number {
  const size = Math.max(Math.abs(centreX), Math.abs(centreY), 2 ** -60);
  return size * 2 ** -21;
}
