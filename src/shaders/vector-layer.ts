import type { Glyph } from "./arrows/arrow-grid.ts";
import type { Arrow } from "./streamlines/ribbons.ts";
import type { Streamline } from "./streamlines/streamline.ts";

/** Lines with their arrowheads, if any. */
export interface LineLayer {
  /** What they are; how they are drawn goes by it. */
  readonly kind: "streamlines" | "mesh";
  readonly lines: readonly Streamline[];
  readonly arrows: readonly Arrow[];
}

/** Arrows each by itself. */
export interface GlyphLayer {
  readonly kind: "arrows";
  readonly glyphs: readonly Glyph[];
}

/** What lies over the map as geometry, in CSS pixels from the plot's top left corner. */
export type VectorLayer = LineLayer | GlyphLayer;
