import type { Arrow } from "./streamlines/ribbons.ts";
import type { Streamline } from "./streamlines/streamline.ts";

/** Lines and arrowheads over the map, as geometry in CSS pixels from the plot's top left corner. */
export interface VectorLayer {
  /** What they are; how they are drawn goes by it. */
  readonly kind: "streamlines";
  readonly lines: readonly Streamline[];
  readonly arrows: readonly Arrow[];
}
