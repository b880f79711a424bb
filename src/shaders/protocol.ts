import type { ExactMethod } from "../engine/divergence/method.ts";
import type { MethodChoice } from "../engine/divergence/method-choice.ts";
import type { Distribution, KeyLayout, KeySharing } from "../engine/random/probes.ts";
import type { Mark } from "./figure/marks.ts";
import type { Layers } from "./layers/layers.ts";
import type { Legend } from "./legend.ts";
import type { PaletteName } from "./palette-names.ts";
import type { Quantity } from "./quantity.ts";
import type { Scale } from "./scale.ts";
import type { ShownPicture } from "./shown-picture.ts";
import type { Slice } from "./slice.ts";
import type { LineLayer } from "./vector-layer.ts";

/** Where the view looks: world coordinates of its centre and world units per CSS pixel, the same for x and y. */
export interface PlaneView {
  readonly centreX: number;
  readonly centreY: number;
  readonly unitsPerPixel: number;
}

/**
 * A way of computing the divergence as a map: the graph's derivative in float32, Hutchinson's estimate of it, the central
 * finite difference of the field in float32, the graph's derivative in float64, or any method in float64.
 */
export type Side = "exact" | "estimate" | "difference" | "float64" | "method";

/**
 * One of the ways; the signed error of one against another, or the two side by side; or how far the estimate is off,
 * as its probes tell and as the law of its variance says.
 */
export type MapKind = Side | "error" | "lens" | "standard-error" | "predicted-error";

/** The two ways that are compared. */
export interface Comparison {
  /** The error is left − right; through the lens they lie left and right of the divider. */
  readonly left: Side;
  readonly right: Side;
  /** Share of the picture's width that lies left of the divider. */
  readonly divider: number;
  /** Of the finite difference, world units. */
  readonly step: number;
  /** What `method` stands for on either side, and alone at the left; `defaultMethods` where they are absent. */
  readonly methods?: ComparedMethods | undefined;
}

export interface ComparedMethods {
  readonly left: MethodChoice;
  readonly right: MethodChoice;
}

export const defaultMethods: ComparedMethods = {
  left: { method: "hutchinson", probes: 16, distribution: "sphere", keys: "shared" },
  right: { method: "auto" },
};

/** What the map shows; there are estimates of the divergence alone. */
export interface MapSettings {
  readonly kind: MapKind;
  readonly compare: Comparison;
  readonly quantity: Quantity;
  readonly method: ExactMethod;
  readonly probes: number;
  /** How many of them are taken, the first ones; fewer than all while one watches. */
  readonly taken: number;
  readonly distribution: Distribution;
  /** One key for all pixels, or fold_in(key, pixel index), row-major from the top left. */
  readonly keys: KeySharing;
  readonly layout: KeyLayout;
  readonly seed: number;
}

/**
 * Colour range: found from the picture; ±limit around zero, typed; kept as it was when it was locked; or typed. One whose
 * low is not below its high is found from the picture.
 */
export type RangeSettings =
  | { readonly mode: "auto" }
  | { readonly mode: "fixed"; readonly limit: number }
  | { readonly mode: "locked" | "typed"; readonly low: number; readonly high: number }
  /** That of the picture of another cell; its ends are told once it is on show, and stand in no document. */
  | {
      readonly mode: "linked";
      readonly to: string;
      readonly low?: number | undefined;
      readonly high?: number | undefined;
    };

/** What the map is of and how its values become colours. */
export interface Colouring {
  readonly quantity: Quantity;
  /** "auto": one that suits the quantity. */
  readonly palette: PaletteName | "auto";
  readonly scale: Scale;
  /** Contour lines, the zero set among them drawn strongly. */
  readonly contours: boolean;
}

export type LineDensity = "sparse" | "normal" | "dense";

/** How close streamlines stand, and whether they are drawn in one ink or in the colours of the map. */
export interface LineSettings {
  readonly density: LineDensity;
  readonly colour: "plain" | "map";
}

/** Everything a picture of the plane depends on; the worker derives all its GPU resources from this. */
export interface PlaneState {
  /** Names the view this state belongs to (one worker serves all views). */
  readonly viewId: string;
  /** Grows with every change; frames answer with the revision they show. */
  readonly revision: number;
  readonly source: string;
  readonly field: string;
  /** Where a field of more than two numbers is shown, null for its first two coordinates; absent for a planar one. */
  readonly slice?: Slice | null;
  readonly time: number;
  /** A slider or time moves the field just now: lines go on from the seeds that they have. */
  readonly sliding?: boolean;
  readonly view: PlaneView;
  /** CSS pixels of the plot area, and device pixels per CSS pixel. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly map: MapSettings;
  readonly range: RangeSettings;
  readonly colouring: Colouring;
  readonly streamlines: boolean;
  readonly layers: Layers;
  readonly lines: LineSettings;
  readonly theme: "light" | "dark";
}

/** How far the GPU's float32 map is from float64 at sample points of the view. */
export interface BackendCheck {
  /** Points where float64 has a finite value: 64 where the view has as many. */
  readonly points: number;
  /** Further points at which neither has one. */
  readonly undefinedPoints: number;
  /** Infinite where only one of the two has a finite value. */
  readonly largest: number;
  /** |GPU − CPU| allowed, from the size of the values. */
  readonly bound: number;
}

export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** The divergence at a point as pixels have it: NaN where it is not finite. */
export interface SideValues {
  readonly exact: number;
  readonly difference: number;
}

/** What is drawn around and over the map, and how. */
export interface FigureOptions {
  /** SVG has its lines as paths, over the map as pixels. */
  readonly format: "png" | "svg";
  /** Pixels of the map per CSS pixel of the state; everything else grows with them. */
  readonly scale: number;
  /** Empty for none. */
  readonly title: string;
  readonly axes: boolean;
  readonly bar: boolean;
  /** The source, below the figure. */
  readonly source: boolean;
  /** No paper behind and around the map. */
  readonly transparent: boolean;
  /** Over the map, in CSS pixels from its top left corner. */
  readonly overlay: readonly Mark[];
}

export type PlaneRequest =
  | { readonly type: "state"; readonly state: PlaneState }
  | { readonly type: "forget"; readonly viewId: string }
  /** The picture of a view is not wanted any more, until another of its states is. Answered once nothing works on it. */
  | { readonly type: "halt"; readonly id: number; readonly viewId: string }
  | {
      readonly type: "figure";
      readonly id: number;
      readonly state: PlaneState;
      readonly figure: FigureOptions;
    }
  /** The streamlines. */
  | { readonly type: "vectors"; readonly id: number; readonly state: PlaneState }
  /** A figure is not wanted any more. */
  | { readonly type: "cancel"; readonly id: number }
  /** Lets what moves in a view go on by so many seconds, or start over first. Answered when the picture was posted. */
  | {
      readonly type: "move";
      readonly id: number;
      readonly viewId: string;
      readonly seconds: number;
      readonly again: boolean;
      /** Memory of a picture that was shown, for the next one: fresh memory may cost more than what is drawn in it. */
      readonly spare: ArrayBuffer | null;
    }
  /** The map's values as rendered: float32, row-major from the top left, device pixels. */
  | { readonly type: "values"; readonly id: number; readonly viewId: string }
  /** What the ways of float32 give at one point of the plane. */
  | { readonly type: "sides"; readonly id: number; readonly state: PlaneState; readonly point: PlanePoint }
  /** Loses the GPU context on purpose and restores it; for tests and the curious. */
  | { readonly type: "lose-context"; readonly id: number };

/** What is drawn once, for its own sake. */
export type Order = Extract<PlaneRequest, { type: "figure" | "vectors" }>;

export type PlaneReply =
  | {
      readonly type: "frame";
      readonly viewId: string;
      readonly revision: number;
      readonly bitmap: ImageBitmap;
      readonly legend: Legend;
      readonly check: BackendCheck | null;
      /** Share of the probes accumulated so far; 1 when the picture is final. */
      readonly progress: number;
      readonly backend: "webgl2" | "cpu";
    }
  /** The picture of the last frame, moved on. */
  | {
      readonly type: "moved";
      readonly viewId: string;
      readonly revision: number;
      readonly picture: ShownPicture;
    }
  | { readonly type: "problem"; readonly viewId: string; readonly revision: number; readonly message: string }
  | { readonly type: "figure"; readonly id: number; readonly blob: Blob }
  /** The share of a figure that is drawn. */
  | { readonly type: "progress"; readonly id: number; readonly progress: number }
  | { readonly type: "vectors"; readonly id: number; readonly layers: readonly LineLayer[] }
  | {
      readonly type: "values";
      readonly id: number;
      readonly width: number;
      readonly height: number;
      readonly values: Float32Array;
    }
  | ({ readonly type: "sides"; readonly id: number } & SideValues)
  | { readonly type: "failed"; readonly id: number; readonly message: string }
  | { readonly type: "context"; readonly status: "ok" | "lost" | "restored" | "unavailable" }
  | { readonly type: "done"; readonly id: number };
