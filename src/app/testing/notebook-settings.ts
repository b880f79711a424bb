import { between, pick, type Random } from "../../engine/testing/random.ts";
import {
  defaultColouring,
  defaultComparison,
  defaultLayers,
  type LabCell,
  type PlaneCell,
} from "../document/document.ts";

/** A change of settings that is made several times over, as by dragging. */
export interface Repeated {
  readonly times: number;
  make(): Partial<Omit<PlaneCell, "id" | "kind">>;
}

const names = [null, "F", "G", "H", "N", "Γ", "Nobody"] as const;

const point = (random: Random) => ({ x: between(random, -9, 9), y: between(random, -9, 9) });

/** Any setting of a plane, as its controls set it. */
export function planeChange(random: Random): Repeated {
  const once = (change: ReturnType<Repeated["make"]>): Repeated => ({ times: 1, make: () => change });
  const dragged = (make: Repeated["make"]): Repeated => ({ times: 3, make });
  const all: readonly (() => Repeated)[] = [
    () => once({ field: pick(random, names) }),
    () => once({ field: pick(random, names) }),
    () => once({ map: pick(random, ["exact", "estimate", "error", "lens", "standard-error"]) }),
    () => once({ method: pick(random, ["jacobian-forward", "jacobian-reverse", "per-component"]) }),
    () => once({ probes: 1 + Math.floor(99 * random()), distribution: "gaussian" }),
    () => once({ keys: pick(random, ["shared", "per-point"]), layout: "jax-legacy" }),
    () => once({ range: pick(random, [{ mode: "auto" }, { mode: "fixed", limit: 2 }]) }),
    () => once({ range: { mode: "typed", low: -1, high: between(random, 0, 9) } }),
    () => once({ streamlines: random() < 0.5, lines: { density: "dense", colour: "map" } }),
    () => once({ layers: { ...defaultLayers, arrows: { on: true, scaled: random() < 0.5 } } }),
    () => once({ colouring: { ...defaultColouring, quantity: pick(random, ["curl", "function ψ"]) } }),
    () => once({ pins: Array.from({ length: Math.floor(4 * random()) }, () => point(random)) }),
    () => once({ clock: { speed: pick(random, [0.25, 1, 2]) } }),
    () => once({ flux: pick(random, [null, { on: true, shape: "circle", points: [point(random)] }]) }),
    () => once({ slice: { origin: [0, 0, 1], across: [1, 0, 0], up: [0, 1, 0] } }),
    () => dragged(() => ({ view: { ...point(random), span: between(random, 1, 20) } })),
    () => dragged(() => ({ compare: { ...defaultComparison, divider: random() } })),
    () => dragged(() => ({ time: between(random, 0, 9) })),
    () => dragged(() => ({ cursor: point(random) })),
  ];
  return pick(random, all)();
}

/** Any setting of a cell of the laboratory, as its controls set it. */
export function labChange(random: Random, kind: LabCell["kind"]): object {
  const common: readonly object[] = [{ field: pick(random, names) }, { time: between(random, 0, 9) }];
  const own = {
    compare: [
      { point: [between(random, -1, 1), 2] },
      { methods: [{ method: "finite-difference", step: between(random, 1e-6, 1) }] },
      { view: { ...point(random), span: 4 } },
    ],
    convergence: [
      { first: Math.floor(9 * random()), repetitions: 1 + Math.floor(99 * random()) },
      { estimators: [{ method: "hutch++", distribution: "gaussian" }] },
      { probes: 1 + Math.floor(999 * random()), draws: 0 },
    ],
    cost: [{ family: pick(random, [null, "two-layer"]) }, { most: 2 + Math.floor(99 * random()) }],
    points: [{ table: pick(random, ["", "1 2\n", "arange(500) as 50x10", "½"]) }, { components: true }],
  } as const;
  return pick(random, [...common, ...own[kind]]);
}
