import type { Regl } from "regl";
import type { LayerPainter } from "./layers/layer-painter.ts";
import { hasLayers } from "./layers/layers.ts";
import type { PlaneRequest } from "./protocol.ts";
import type { RibbonPass } from "./streamlines/ribbon-pass.ts";

/** What paints layers. The first picture seldom has more than a map and streamlines: `more-layers.ts` puts this in place. */
export const layerParts: { painter: ((regl: Regl, ribbons: RibbonPass) => LayerPainter) | null } = {
  painter: null,
};

/** Whether what is asked for takes the parts that are loaded later. */
export function needsMoreLayers(request: PlaneRequest): boolean {
  return layerParts.painter === null && "state" in request && hasLayers(request.state.layers);
}
