import { layerParts } from "./layer-parts.ts";
import { LayerPainter } from "./layers/layer-painter.ts";

/** Puts what paints layers in place. */
export function installMoreLayers(): void {
  layerParts.painter = (regl, ribbons) => new LayerPainter(regl, ribbons);
}
