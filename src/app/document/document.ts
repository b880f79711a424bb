import type { ExactMethod, StochasticMethod } from "../../engine/divergence/method.ts";
import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import type { ProbeDistribution } from "../../engine/random/distributions.ts";
import type { Distribution, KeyLayout, KeySharing } from "../../engine/random/probes.ts";
import type { Layers } from "../../shaders/layers/layers.ts";
import type {
  Colouring,
  Comparison,
  LineSettings,
  MapKind,
  RangeSettings,
  Side,
} from "../../shaders/protocol.ts";
import type { Quantity } from "../../shaders/quantity.ts";
import type { Slice } from "../../shaders/slice.ts";
import type { FreePlane } from "../../shaders/space/free-plane.ts";
import type { SpaceBox, SpaceCamera, Triple } from "../../shaders/space/lens.ts";
import type { ParticleSettings } from "../../shaders/space/particle-motion.ts";
import type { SpaceBody, SpaceSlices, SpaceVolume } from "../../shaders/space/scene.ts";
import type { Section } from "../../shaders/space/section.ts";
import type { ArrowSettings, StreamlineSettings } from "./space-cell.ts";

/** The version this program writes. Raising it takes a step in `migrate.ts` and a frozen fixture of the old one. */
export const schemaVersion = 2;

/** What every cell has. */
interface AnyCell {
  readonly id: string;
  /** Only its first words are shown; absent where all of it is. */
  readonly collapsed?: boolean | undefined;
}

/** Prose: Markdown with TeX. */
export interface TextCell extends AnyCell {
  readonly kind: "text";
  readonly source: string;
}

/** Definitions in the field language. The values of sliders stand in this text and nowhere else. */
export interface CodeCell extends AnyCell {
  readonly kind: "code";
  readonly source: string;
  /** The text is not shown, but its sliders and formulas are; absent where it is. */
  readonly hidden?: boolean | undefined;
}

/** What a plane looks at: the world point in its middle and the world length of its shorter side. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly span: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A region whose flux is measured. */
export interface FluxRegion {
  readonly on: boolean;
  readonly shape: "rectangle" | "circle" | "polygon";
  /**
   * Two opposite corners; the centre and a point of the rim; the vertices in order. Where there are too few for the
   * shape it is placed in the middle of the view when it is first shown.
   */
  readonly points: readonly Point[];
}

/** A picture of a planar field, or of one of R^n on a slice. */
export interface PlaneCell extends AnyCell {
  readonly kind: "plane";
  /** The field's name; null shows the first planar field of the document, or else the first of any. */
  readonly field: string | null;
  readonly view: Region;
  /** Where "reset" goes back to. */
  readonly home: Region;
  readonly map: MapKind;
  readonly method: ExactMethod;
  readonly probes: number;
  readonly distribution: Distribution;
  readonly keys: KeySharing;
  readonly layout: KeyLayout;
  readonly range: RangeSettings;
  readonly streamlines: boolean;
  /** What else is on show; `defaultLayers` where it is absent. */
  readonly layers?: Layers | undefined;
  readonly lines: LineSettings;
  /** The value of free `t`. */
  readonly time: number;
  /** Where the readout reads when no pointer is over the picture; null for the middle of the view. */
  readonly cursor: Point | null;
  /** What `error` and `lens` compare, and the finite difference's step; `defaultComparison` where it is absent. */
  readonly compare?: Comparison | undefined;
  /** What the map is of and how it is coloured; `defaultColouring` where it is absent. */
  readonly colouring?: Colouring | undefined;
  /** Points whose numbers are kept on show, at most `pinLimit`. Their numbers on the page count from 1. */
  readonly pins: readonly Point[];
  /** How time runs when it is played; where it stands is `time`, and whether it runs is not kept. */
  readonly clock: { readonly speed: number };
  /** null until there was one. */
  readonly flux: FluxRegion | null;
  /** Where a field of more than two numbers is shown, fitted to its dimension; null for the first two coordinates. */
  readonly slice: Slice | null;
}

export const pinLimit = 100;

/** What cells of the laboratory have: the field they are about, null for the first of the document. */
interface LaboratoryCell extends AnyCell {
  readonly field: string | null;
  /** The value of free `t`. */
  readonly time: number;
}

/** Methods side by side on one field. */
export interface CompareCell extends LaboratoryCell {
  readonly kind: "compare";
  readonly methods: readonly MethodChoice[];
  /** Where values are told, in R^n; what is missing of it is 0. */
  readonly point: readonly number[];
  /** What maps show and errors are taken over: of R^n on the slice of the first two coordinates. */
  readonly view: Region;
  /** Where the view was before a hand first moved it; absent until then. */
  readonly home?: Region;
}

/** Errors of estimates against the number of probes. */
export interface ConvergenceCell extends LaboratoryCell {
  readonly kind: "convergence";
  readonly estimators: readonly {
    readonly method: StochasticMethod;
    readonly distribution: ProbeDistribution;
  }[];
  readonly point: readonly number[];
  /** The largest number of probes. */
  readonly probes: number;
  readonly repetitions: number;
  /** Single draws of the long run. */
  readonly draws: number;
  /** Of the first repetition: another one draws all again. */
  readonly first: number;
}

/** Cost against n for a family of fields, or of the document's own field. */
export interface CostCell extends LaboratoryCell {
  readonly kind: "cost";
  /** The name of a family; null for the document's field. */
  readonly family: string | null;
  /** The largest n. */
  readonly most: number;
  readonly methods: readonly MethodChoice[];
}

/** A table of points, and the divergence at each by several methods. */
export interface PointsCell extends LaboratoryCell {
  readonly kind: "points";
  /** As it is pasted, or `arange(500) as 50x10`. */
  readonly table: string;
  readonly methods: readonly MethodChoice[];
  readonly components: boolean;
}

/** How a map of the divergence is computed in space, where all points share their probes. */
export interface SpaceMap {
  readonly kind: SpaceMapKind;
  readonly compare: { readonly left: SpaceSide; readonly right: SpaceSide; readonly step: number };
  readonly probes: number;
  readonly distribution: Distribution;
  readonly layout: KeyLayout;
}

export type SpaceSide = Exclude<Side, "float64" | "method">;
export type SpaceMapKind = SpaceSide | "error" | "predicted-error";

export interface SurfaceSettings {
  readonly on: boolean;
  /** Absent for what the map is of. */
  readonly quantity?: Quantity | undefined;
  /** The levels, or how many there are spread evenly over the range. */
  readonly levels: number | readonly number[];
  /** Seen straight on, 0 … 1. */
  readonly opacity: number;
}

/** A field in space, or one of R^n on a section of three dimensions. */
export interface SpaceCell extends AnyCell {
  readonly kind: "space";
  /** null for the first field of three numbers, or else the first of more. */
  readonly field: string | null;
  readonly box: SpaceBox;
  readonly camera: SpaceCamera;
  readonly slices: SpaceSlices;
  /** `defaultVolume` where it is absent. */
  readonly volume?: (SpaceVolume & { readonly on: boolean }) | undefined;
  /** How the map of the divergence is computed; `defaultSpaceMap` where it is absent. */
  readonly map?: SpaceMap | undefined;
  /** Where the box lies in R^n, fitted to the field's dimension; absent along the first three coordinates. */
  readonly section?: Section | undefined;
  /** `defaultParticles` where it is absent. */
  readonly particles?: (ParticleSettings & { readonly on: boolean }) | undefined;
  /** A slice of any direction; `defaultFreePlane` where it is absent. */
  readonly plane?: (FreePlane & { readonly on: boolean }) | undefined;
  /** Surfaces on which a quantity has a level; `defaultSurfaces` where it is absent. */
  readonly surfaces?: SurfaceSettings | undefined;
  /** `defaultStreamlines` and `defaultArrows` where they are absent. */
  readonly streamlines?: StreamlineSettings | undefined;
  readonly arrows?: ArrowSettings | undefined;
  readonly range: RangeSettings;
  readonly colouring?: Colouring | undefined;
  readonly time: number;
  readonly clock: { readonly speed: number };
  /** Where the probe is; null for where the slices meet. */
  readonly cursor: Triple | null;
  /** A body whose flux is measured; absent until there was one. */
  readonly body?: (SpaceBody & { readonly on: boolean }) | undefined;
  /** Points whose numbers are kept on show, at most `pinLimit`; absent where there are none. */
  readonly pins?: readonly Triple[] | undefined;
}

export type LabCell = CompareCell | ConvergenceCell | CostCell | PointsCell;
export type Cell = TextCell | CodeCell | PlaneCell | SpaceCell | LabCell;

/** A notebook: sources and settings only, never what is computed from them. */
export interface Document {
  readonly format: "deldot";
  readonly schemaVersion: typeof schemaVersion;
  readonly title: string;
  readonly seed: number;
  readonly cells: readonly Cell[];
}

export const defaultRegion: Region = { x: 0, y: 0, span: 8 };

export const defaultColouring: Colouring = {
  quantity: "divergence",
  palette: "auto",
  scale: "linear",
  contours: false,
};

export const defaultLayers: Layers = {
  map: true,
  particles: { on: false, count: 5_000, density: false, speed: 1 },
  texture: { on: false, moving: false },
  arrows: { on: false, scaled: true },
  mesh: { on: false, moving: false, share: 0.5 },
};

export const defaultComparison: Comparison = { left: "estimate", right: "exact", divider: 0.5, step: 1e-3 };

/** A plane cell as a new document has it. */
export function defaultPlane(id: string): PlaneCell {
  return {
    id,
    kind: "plane",
    field: null,
    view: defaultRegion,
    home: defaultRegion,
    map: "exact",
    method: "jacobian-forward",
    probes: 16,
    distribution: "rademacher",
    keys: "per-point",
    layout: "jax",
    range: { mode: "auto" },
    streamlines: true,
    lines: { density: "normal", colour: "plain" },
    time: 0,
    cursor: null,
    pins: [],
    clock: { speed: 1 },
    flux: null,
    slice: null,
  };
}

/** A document of one source and one picture of it. */
export function createDocument(title: string, source: string, plane: Partial<PlaneCell> = {}): Document {
  return {
    format: "deldot",
    schemaVersion,
    title,
    seed: 0,
    cells: [
      { id: "code", kind: "code", source },
      { ...defaultPlane("plane"), ...plane },
    ],
  };
}

/** The whole document's source: its code cells in order, one after the other. */
export function sourceOf(document: Document): string {
  return codeCells(document)
    .map((cell) => cell.source)
    .join("\n");
}

/** The code cells in order. */
export function codeCells({ cells }: Document): readonly CodeCell[] {
  return cells.filter((cell) => cell.kind === "code");
}

export function codeCell({ cells }: Document, id: string): CodeCell | undefined {
  return cells.find((cell): cell is CodeCell => cell.id === id && cell.kind === "code");
}

/** The plane cells in order. */
export function planeCells({ cells }: Document): readonly PlaneCell[] {
  return cells.filter((cell) => cell.kind === "plane");
}

/** The document with one cell changed; the cell keeps its id and kind. */
export function withCell(document: Document, id: string, change: (cell: Cell) => Cell): Document {
  return { ...document, cells: document.cells.map((cell) => (cell.id === id ? change(cell) : cell)) };
}
