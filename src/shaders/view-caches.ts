import type { Regl } from "regl";
import type { CompiledField } from "./compiled-field.ts";
import type { GradualMap } from "./gradual-map.ts";
import type { LayerCache } from "./layers/layer-cache.ts";
import type { Scene } from "./layers/layer-painter.ts";
import { comparedMap } from "./map-parts.ts";
import type { PixelInputs } from "./pixel-inputs.ts";
import type { PixelGrid } from "./pixels.ts";
import type { PlaneState } from "./protocol.ts";
import type { SampleProbes } from "./sample-probes.ts";
import type { ColourRange } from "./scale.ts";
import type { RibbonBuffers } from "./streamlines/ribbon-pass.ts";
import type { Streamline } from "./streamlines/streamline.ts";
import type { LineLayer } from "./vector-layer.ts";

/** The ranges of a view's pictures: what keeps colours from flickering. They outlive the graphics context. */
export interface ShownRanges {
  /** Of the picture last drawn, and of the last one with all its probes. */
  range: ColourRange | null;
  finalRange: ColourRange | null;
  /** What that one was of. */
  finalMap: string;
}

/** Streamlines as they were placed, and the device's copy of them. */
export interface PlacedLines {
  readonly key: string;
  /** What the key says besides the numbers that sliders and time change. */
  readonly base: string;
  /** As they were placed; while the field moves, those on show follow them. */
  readonly placed: readonly Streamline[];
  readonly layer: LineLayer;
  readonly buffers: RibbonBuffers;
}

/** What a view keeps between frames. */
export interface ViewCache {
  inputs: PixelInputs | null;
  /** Its map, where that is drawn bit by bit. */
  gradual: GradualMap | null;
  lines: PlacedLines | null;
  readonly shown: ShownRanges;
  layers: LayerCache | null;
  /** What was painted last, where something in it moves. */
  scene: Scene | null;
  sampleProbes: SampleProbes | null;
}

/** What all views of one graphics context keep, the one used last at the end. */
export class ViewCaches {
  private readonly views = new Map<string, ViewCache>();
  private readonly shown: Map<string, ShownRanges>;
  private readonly regl: Regl;

  constructor(regl: Regl, shown: Map<string, ShownRanges>) {
    this.regl = regl;
    this.shown = shown;
  }

  of(viewId: string): ViewCache {
    const shown = this.shown.get(viewId) ?? { range: null, finalRange: null, finalMap: "" };
    this.shown.set(viewId, shown);
    const view = this.views.get(viewId) ?? {
      shown,
      inputs: null,
      gradual: null,
      lines: null,
      layers: null,
      scene: null,
      sampleProbes: null,
    };
    this.views.delete(viewId);
    this.views.set(viewId, view);
    return view;
  }

  /** What the view's pixels have of their own, for this state; null where they have nothing. */
  inputsOf(view: ViewCache, compiled: CompiledField, state: PlaneState, grid: PixelGrid): PixelInputs | null {
    // An exact map in between leaves the probes where they are.
    if (state.map.kind === "exact" || compiled.sliced?.shades(state.map)) return null;
    return comparedMap().inputsOf(this.regl, this.views.values(), view, compiled, state, grid);
  }

  forget(viewId: string): void {
    const view = this.views.get(viewId);
    view?.inputs?.destroy();
    view?.gradual?.destroy();
    view?.lines?.buffers.destroy();
    if (view) destroyLayers(view);
    this.views.delete(viewId);
    this.shown.delete(viewId);
  }
}

export function destroyLayers(kept: Pick<ViewCache, "layers">): void {
  kept.layers?.destroy();
  kept.layers = null;
}
