import * as v from "valibot";
import { exactMethods, stochasticMethods } from "../../engine/divergence/method.ts";
import { limits } from "../../engine/limits.ts";
import { probeDistributions } from "../../engine/random/distributions.ts";
import { distributions } from "../../engine/random/probes.ts";
import type { MapKind, Side } from "../../shaders/protocol.ts";
import { bounds } from "./bounds.ts";
import {
  type Cell,
  type Document,
  defaultComparison,
  defaultLayers,
  defaultPlane,
  defaultRegion,
  pinLimit,
  schemaVersion,
} from "./document.ts";
import {
  clampedInteger,
  clampedNumber,
  clock,
  collapsed,
  colouring,
  coordinate,
  direction,
  flag,
  id,
  laboratory,
  nameOrNull,
  point,
  range,
  source,
  whole,
} from "./schema-parts.ts";
import { repaired, spaceCell } from "./space-schema.ts";

const textCell = v.object({ id, kind: v.literal("text"), collapsed, source });
const codeCell = v.object({
  id,
  kind: v.literal("code"),
  collapsed,
  hidden: v.optional(v.boolean()),
  source,
});

const defaults = defaultPlane("");

const region = v.optional(
  v.object({
    x: v.optional(coordinate, defaultRegion.x),
    y: v.optional(coordinate, defaultRegion.y),
    span: v.optional(clampedNumber(...bounds.span), defaultRegion.span),
  }),
  defaultRegion,
);

const { particles, texture, arrows, mesh } = defaultLayers;

const layers = v.optional(
  v.object({
    map: flag(true),
    particles: v.optional(
      v.object({
        on: flag(false),
        count: v.optional(clampedInteger(...bounds.particles), particles.count),
        density: flag(false),
        speed: v.optional(clampedNumber(...bounds.speed), 1),
      }),
      particles,
    ),
    texture: v.optional(v.object({ on: flag(false), moving: flag(false) }), texture),
    arrows: v.optional(v.object({ on: flag(false), scaled: flag(true) }), arrows),
    mesh: v.optional(
      v.object({ on: flag(false), moving: flag(false), share: v.optional(clampedNumber(0, 1), mesh.share) }),
      mesh,
    ),
  }),
);

const sides = ["exact", "estimate", "difference", "float64", "method"] as const satisfies readonly Side[];
const mapKinds = [
  ...sides,
  "error",
  "lens",
  "standard-error",
  "predicted-error",
] as const satisfies readonly MapKind[];

const side = (fallback: Side) => v.optional(v.picklist(sides), fallback);

const probeDistribution = v.optional(v.picklist(probeDistributions), "rademacher");

const methodChoice = v.variant("method", [
  v.object({ method: v.picklist([...exactMethods, "structured", "auto"]) }),
  v.object({
    method: v.literal("finite-difference"),
    step: v.optional(clampedNumber(...bounds.step), defaultComparison.step),
  }),
  v.object({
    method: v.picklist(stochasticMethods),
    probes: whole(1, limits.probes, 16),
    distribution: probeDistribution,
    keys: v.optional(v.picklist(["shared", "per-point"]), "shared"),
  }),
]);
const compare = v.optional(
  v.object({
    left: side(defaultComparison.left),
    right: side(defaultComparison.right),
    divider: v.optional(clampedNumber(0, 1), defaultComparison.divider),
    step: v.optional(clampedNumber(...bounds.step), defaultComparison.step),
    methods: v.optional(v.object({ left: methodChoice, right: methodChoice })),
  }),
);

const planeCell = v.object({
  id,
  kind: v.literal("plane"),
  collapsed,
  field: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(bounds.name))), null),
  view: region,
  home: region,
  map: v.optional(v.picklist(mapKinds), defaults.map),
  compare,
  method: v.optional(v.picklist(exactMethods), defaults.method),
  probes: v.optional(clampedInteger(1, limits.probes), defaults.probes),
  distribution: v.optional(v.picklist(distributions), defaults.distribution),
  keys: v.optional(v.picklist(["shared", "per-point"]), defaults.keys),
  layout: v.optional(v.picklist(["jax", "jax-legacy"]), defaults.layout),
  range,
  streamlines: v.optional(v.boolean(), defaults.streamlines),
  layers,
  lines: v.optional(
    v.object({
      density: v.optional(v.picklist(["sparse", "normal", "dense"]), defaults.lines.density),
      colour: v.optional(v.picklist(["plain", "map"]), defaults.lines.colour),
    }),
    defaults.lines,
  ),
  time: v.optional(coordinate, defaults.time),
  cursor: v.optional(v.nullable(point), defaults.cursor),
  pins: v.optional(v.pipe(v.array(point), v.maxLength(pinLimit)), []),
  clock,
  colouring,
  flux: v.optional(
    v.nullable(
      v.object({
        on: v.optional(v.boolean(), true),
        shape: v.picklist(["rectangle", "circle", "polygon"]),
        points: v.pipe(v.optional(v.array(point), []), v.maxLength(bounds.vertices)),
      }),
    ),
    defaults.flux,
  ),
  slice: v.optional(
    v.nullable(
      v.pipe(
        v.object({ origin: direction, across: direction, up: direction }),
        v.check(({ origin, across, up }) => across.length === origin.length && up.length === origin.length),
      ),
    ),
    defaults.slice,
  ),
});

const methodChoices = v.optional(v.pipe(v.array(methodChoice), v.maxLength(bounds.methods)), [
  { method: "auto" },
]);
const place = v.optional(v.pipe(v.array(coordinate), v.maxLength(bounds.entries)), [1, 1]);
const compareCell = v.object({
  ...laboratory,
  kind: v.literal("compare"),
  methods: methodChoices,
  point: place,
  view: region,
  home: v.optional(region),
});

const convergenceCell = v.object({
  ...laboratory,
  kind: v.literal("convergence"),
  estimators: v.optional(
    v.pipe(
      v.array(v.object({ method: v.picklist(stochasticMethods), distribution: probeDistribution })),
      v.maxLength(bounds.methods),
    ),
    [{ method: "hutchinson", distribution: "rademacher" }],
  ),
  point: place,
  probes: whole(1, limits.probes, 256),
  repetitions: whole(1, 1000, 64),
  draws: whole(0, 65_536, 1000),
  first: whole(0, bounds.seed, 0),
});

const costCell = v.object({
  ...laboratory,
  kind: v.literal("cost"),
  family: nameOrNull,
  most: whole(2, 4096, 128),
  methods: methodChoices,
});

const pointsCell = v.object({
  ...laboratory,
  kind: v.literal("points"),
  table: v.optional(v.pipe(v.string(), v.maxLength(bounds.source)), ""),
  methods: methodChoices,
  components: v.optional(v.boolean(), false),
});

const documentSchema = v.object({
  format: v.literal("deldot"),
  schemaVersion: v.literal(schemaVersion),
  title: v.optional(v.pipe(v.string(), v.maxLength(bounds.title)), ""),
  seed: v.optional(clampedInteger(0, bounds.seed), 0),
  cells: v.pipe(
    v.optional(
      v.array(
        v.variant("kind", [
          textCell,
          codeCell,
          planeCell,
          compareCell,
          convergenceCell,
          costCell,
          pointsCell,
          spaceCell,
        ]),
      ),
      [],
    ),
    v.maxLength(bounds.cells),
    v.check(
      (cells) => new Set(cells.map((cell) => cell.id)).size === cells.length,
      "two cells have the same id",
    ),
  ),
});

export type DocumentResult =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly problem: string };

/**
 * A value of the current version → a document in which every setting is present and in bounds. What is missing
 * gets its default, numbers out of bounds are moved to the bound, unknown keys are dropped; what has the wrong type
 * is a problem said in one sentence with its place.
 */
export function validateDocument(value: unknown): DocumentResult {
  const result = v.safeParse(documentSchema, value, { abortEarly: true });
  if (!result.success) {
    const issue = result.issues[0];
    const place = v.getDotPath(issue);
    const problem = `This is not a Deldot document: ${place ? `${place}: ` : ""}${inWords(issue.message)}.`;
    return { ok: false, problem };
  }
  const cells = (result.output.cells as Cell[]).map((cell) =>
    cell.kind === "space" ? repaired(cell) : cell,
  );
  return { ok: true, document: { ...result.output, cells } };
}

/** What is quoted of a document comes from anywhere: it stays on one line, and short. */
function inWords(message: string): string {
  const line = message.replace(/[\s\p{Control}\p{Format}]+/gu, " ");
  return line.length > mostWords ? `${line.slice(0, mostWords)}…` : line;
}

/** Signs of a message: the longest list of what may stand somewhere, and a word that stands there instead. */
const mostWords = 240;
