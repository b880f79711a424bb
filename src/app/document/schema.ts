import * as v from "valibot";
import { exactMethods, stochasticMethods } from "../../engine/divergence/method.ts";
import { limits } from "../../engine/limits.ts";
import { probeDistributions } from "../../engine/random/distributions.ts";
import { distributions } from "../../engine/random/probes.ts";
import type { Colouring, MapKind, Side } from "../../shaders/protocol.ts";
import type { Quantity } from "../../shaders/quantity.ts";
import { bounds } from "./bounds.ts";
import {
  type Cell,
  type Document,
  defaultColouring,
  defaultComparison,
  defaultLayers,
  defaultPlane,
  defaultRegion,
  pinLimit,
  type SpaceCell,
  type SpaceSide,
  schemaVersion,
} from "./document.ts";
import {
  defaultArrows,
  defaultSpace,
  defaultSpaceMap,
  defaultStreamlines,
  defaultVolume,
  flowBounds,
  spaceBounds,
  withInside,
  withinBox,
} from "./space-cell.ts";
import { defaultParticles, particleBounds } from "./space-particles.ts";
import { defaultFreePlane } from "./space-plane.ts";
import { defaultSurfaces, mostSurfaces } from "./space-surfaces.ts";

const clampedNumber = (low: number, high: number) =>
  v.pipe(
    v.number(),
    v.finite(),
    v.transform((value) => Math.min(high, Math.max(low, value))),
  );
const clampedInteger = (low: number, high: number) =>
  v.pipe(
    clampedNumber(low, high),
    v.transform((value) => Math.round(value)),
  );
const coordinate = clampedNumber(-bounds.coordinate, bounds.coordinate);
const point = v.object({ x: coordinate, y: coordinate });
const direction = v.pipe(v.array(coordinate), v.minLength(2), v.maxLength(bounds.dimensions));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(bounds.name));

const collapsed = v.optional(v.boolean());
const source = v.optional(v.pipe(v.string(), v.maxLength(bounds.source)), "");

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

const rangeEnd = clampedNumber(-Number.MAX_VALUE, Number.MAX_VALUE);

const range = v.optional(
  v.variant("mode", [
    v.object({ mode: v.literal("auto") }),
    v.object({ mode: v.literal("fixed"), limit: clampedNumber(Number.MIN_VALUE, Number.MAX_VALUE) }),
    v.object({ mode: v.picklist(["locked", "typed"]), low: rangeEnd, high: rangeEnd }),
    v.object({ mode: v.literal("linked"), to: id }),
  ]),
  { mode: "auto" },
);

const clock = v.optional(
  v.object({ speed: v.optional(clampedNumber(...bounds.speed), defaults.clock.speed) }),
  defaults.clock,
);

/** Named here once more, since the command reads documents and has nothing that draws. */
const palettes = [
  "auto",
  "vermilion-blue",
  "purple-green",
  "brown-teal",
  "ember",
  "lagoon",
  "graphite",
] as const satisfies readonly Colouring["palette"][];

/** Which functions a document has is for the worker to know. */
const quantity = v.custom<Quantity>(
  (text) =>
    typeof text === "string" &&
    /^(divergence|curl|magnitude|component \d{1,4}|function .{1,200})$/.test(text),
);

const colouring = v.optional(
  v.object({
    quantity: v.optional(quantity, defaultColouring.quantity),
    palette: v.optional(v.picklist(palettes), defaultColouring.palette),
    scale: v.optional(v.picklist(["linear", "symlog"]), defaultColouring.scale),
    contours: v.optional(v.boolean(), defaultColouring.contours),
  }),
);

const flag = (value: boolean) => v.optional(v.boolean(), value);
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

const sides = ["exact", "estimate", "difference", "float64"] as const satisfies readonly Side[];
const mapKinds = [
  ...sides,
  "error",
  "lens",
  "standard-error",
  "predicted-error",
] as const satisfies readonly MapKind[];

const side = (fallback: Side) => v.optional(v.picklist(sides), fallback);

const compare = v.optional(
  v.object({
    left: side(defaultComparison.left),
    right: side(defaultComparison.right),
    divider: v.optional(clampedNumber(0, 1), defaultComparison.divider),
    step: v.optional(clampedNumber(...bounds.step), defaultComparison.step),
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

const nameOrNull = v.optional(v.nullable(v.pipe(v.string(), v.maxLength(bounds.name))), null);
const whole = (low: number, high: number, value: number) => v.optional(clampedInteger(low, high), value);
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
const methodChoices = v.optional(v.pipe(v.array(methodChoice), v.maxLength(bounds.methods)), [
  { method: "auto" },
]);
const place = v.optional(v.pipe(v.array(coordinate), v.maxLength(bounds.entries)), [1, 1]);
const laboratory = { id, collapsed, field: nameOrNull, time: v.optional(coordinate, 0) };

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

const inSpace = defaultSpace("");
const triple = v.pipe(v.array(coordinate), v.minLength(3), v.maxLength(3));
const degrees = (most: number, value: number) => v.optional(clampedNumber(-most, most), value);
const share = (value: number) => v.optional(clampedNumber(0, 1), value);

const spaceSides = ["exact", "estimate", "difference"] as const satisfies readonly SpaceSide[];
const byDefault = defaultSpaceMap.compare;

const spaceMap = v.optional(
  v.object({
    kind: v.optional(v.picklist([...spaceSides, "error", "predicted-error"]), defaultSpaceMap.kind),
    compare: v.optional(
      v.object({
        left: v.optional(v.picklist(spaceSides), byDefault.left),
        right: v.optional(v.picklist(spaceSides), byDefault.right),
        step: v.optional(clampedNumber(...bounds.step), byDefault.step),
      }),
      byDefault,
    ),
    probes: whole(1, limits.probes, defaultSpaceMap.probes),
    distribution: v.optional(v.picklist(distributions), defaultSpaceMap.distribution),
    layout: v.optional(v.picklist(["jax", "jax-legacy"]), defaultSpaceMap.layout),
  }),
);

const spaceCell = v.object({
  ...laboratory,
  kind: v.literal("space"),
  box: v.optional(v.object({ low: triple, high: triple }), inSpace.box as never),
  camera: v.optional(
    v.object({
      azimuth: degrees(360, inSpace.camera.azimuth),
      elevation: degrees(90, inSpace.camera.elevation),
      zoom: v.optional(clampedNumber(...spaceBounds.zoom), 1),
      target: v.optional(v.nullable(triple), null),
      projection: v.optional(v.picklist(["perspective", "orthographic"]), "perspective"),
    }),
    inSpace.camera as never,
  ),
  slices: v.optional(
    v.object({ at: triple, shown: v.pipe(v.array(v.boolean()), v.minLength(3), v.maxLength(3)) }),
    inSpace.slices as never,
  ),
  volume: v.optional(
    v.object({
      on: flag(false),
      opacity: share(defaultVolume.opacity),
      cut: share(defaultVolume.cut),
      contrast: v.optional(clampedNumber(...spaceBounds.contrast), defaultVolume.contrast),
    }),
  ),
  map: spaceMap,
  section: v.optional(
    v.pipe(
      v.object({
        origin: direction,
        directions: v.pipe(v.array(direction), v.minLength(3), v.maxLength(3)),
      }),
      v.check(({ origin, directions }) => directions.every(({ length }) => length === origin.length)),
    ),
  ),
  particles: v.optional(
    v.object({
      on: flag(false),
      count: v.optional(clampedInteger(...particleBounds.count), defaultParticles.count),
      density: flag(false),
      ball: v.optional(
        v.nullable(v.object({ at: triple, radius: clampedNumber(...particleBounds.radius) })),
        null,
      ),
      speed: v.optional(clampedNumber(...particleBounds.speed), 1),
      colour: v.optional(v.picklist(["plain", "map"]), "plain"),
    }),
  ),
  plane: v.optional(
    v.object({
      on: flag(false),
      through: v.optional(triple, defaultFreePlane.through as never),
      azimuth: degrees(360, defaultFreePlane.azimuth),
      elevation: degrees(90, defaultFreePlane.elevation),
    }),
  ),
  surfaces: v.optional(
    v.object({
      on: flag(false),
      quantity: v.optional(quantity),
      levels: v.optional(
        v.union([
          clampedInteger(1, mostSurfaces),
          v.pipe(v.array(rangeEnd), v.minLength(1), v.maxLength(mostSurfaces)),
        ]),
        defaultSurfaces.levels as number,
      ),
      opacity: share(defaultSurfaces.opacity),
    }),
  ),
  streamlines: v.optional(
    v.object({
      on: flag(false),
      seeds: v.optional(v.picklist(["even", "rake", "hand"]), defaultStreamlines.seeds),
      density: v.optional(v.picklist(["sparse", "normal", "dense"]), defaultStreamlines.density),
      shape: v.optional(v.picklist(["lines", "flux", "divergence"]), defaultStreamlines.shape),
      width: v.optional(clampedNumber(...flowBounds.width), defaultStreamlines.width),
      colour: v.optional(v.picklist(["map", "plain"]), defaultStreamlines.colour),
      rake: v.optional(
        v.nullable(v.object({ from: triple, to: triple, count: clampedInteger(...flowBounds.rake) })),
        null,
      ),
      hand: v.optional(v.pipe(v.array(triple), v.maxLength(flowBounds.hand)), []),
    }),
  ),
  arrows: v.optional(
    v.object({
      on: flag(false),
      slices: flag(false),
      count: v.optional(clampedInteger(...flowBounds.arrows), defaultArrows.count),
      scaled: flag(defaultArrows.scaled),
    }),
  ),
  range,
  colouring,
  clock,
  cursor: v.optional(v.nullable(triple), null),
  body: v.optional(
    v.object({
      on: flag(true),
      shape: v.picklist(["box", "sphere", "ellipsoid"]),
      centre: triple,
      half: v.pipe(v.array(clampedNumber(...bounds.span)), v.minLength(3), v.maxLength(3)),
    }),
  ),
  pins: v.optional(v.pipe(v.array(triple), v.maxLength(pinLimit))),
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

/** What depends on two settings: a box has an inside, and slices lie in it. */
function repaired(cell: SpaceCell): SpaceCell {
  const { slices, plane } = cell;
  const box = withInside(cell.box);
  return {
    ...cell,
    box,
    slices: { ...slices, at: withinBox(slices.at, box) },
    ...(plane && { plane: { ...plane, through: withinBox(plane.through, box) } }),
  };
}

/** What is quoted of a document comes from anywhere: it stays on one line, and short. */
function inWords(message: string): string {
  const line = message.replace(/[\s\p{Control}\p{Format}]+/gu, " ");
  return line.length > mostWords ? `${line.slice(0, mostWords)}…` : line;
}

/** Signs of a message: the longest list of what may stand somewhere, and a word that stands there instead. */
const mostWords = 240;
