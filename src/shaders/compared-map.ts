import fragment from "./compared.frag.glsl?raw";
import { comparedFloat64, lawOf, pixelProbes, sharedProbes } from "./compared-float64.ts";
import type { CompiledField, MapFunction } from "./compiled-field.ts";
import { computedSides } from "./computed-sides.ts";
import { include } from "./include.ts";
import { inputsOf, newInputs } from "./inputs-of-views.ts";
import { isPerPoint } from "./pixel-inputs.ts";
import type { PlaneState, Side } from "./protocol.ts";
import { sampledProbes } from "./sample-probes.ts";
import { mapWords, showsRounding, sidesOf } from "./sides.ts";
import type { MapShader, ValuesInput } from "./values-pass.ts";

/** All that maps of several ways of computing take besides what the exact one does. */
export const comparedMap = {
  shaderOf,
  float64: comparedFloat64,
  costOf,
  sharedProbes,
  pixelProbes,
  sampledProbes,
  isPerPoint,
  showsRounding,
  words: mapWords,
  newInputs,
  inputsOf,
};

export type ComparedMap = typeof comparedMap;

/** Operations at a point of what is computed of a map. */
function costOf(compiled: CompiledField, { map, time }: Pick<PlaneState, "map" | "time">): number {
  return computedSides(compiled, map, time).reduce((sum, side) => sum + (side?.cost ?? 0), 0);
}

/** What each way of computing needs of the field. */
const needs: Readonly<Record<Side, readonly MapFunction[]>> = {
  exact: ["quantity"],
  estimate: ["jacobian"],
  difference: ["field"],
  float64: [],
  method: [],
};

/** The shader of a map: one for each pair of ways and what they need, so that moving a divider or a step compiles nothing. */
function shaderOf({ compiled, map, grid, tile, sources, at }: ValuesInput): MapShader {
  const { kind, quantity, method, compare, distribution } = map;
  const measured = kind === "standard-error";
  const pixels = sources?.probes ?? null;
  const computed = sources?.computed ?? [];
  const shown = sidesOf(map);
  // Of two that are computed the error is as well: it comes as one.
  const isError = kind === "error" && computed.length !== 1;
  const sides = shown.filter((_, k) => !computed[k] && (kind !== "error" || isError));
  const hasSpread = shown.length === 0 && !computed[0];
  const functions = new Set(hasSpread ? ["jacobian" as const] : sides.flatMap((side) => needs[side]));
  const spread = measured ? "measured" : "predicted";
  const [left, right] = [0, 1].map((k) => {
    if (computed[k]) return k === 0 ? "leftComputed" : "rightComputed";
    return hasSpread ? spread : `${shown[k]}Side`;
  });
  const has = (side: Side) => Number(sides.includes(side));
  const glsl = [
    `#define HAS_EXACT ${has("exact")}`,
    `#define HAS_ESTIMATE ${has("estimate")}`,
    `#define HAS_DIFFERENCE ${has("difference")}`,
    `#define HAS_SPREAD ${Number(hasSpread)}`,
    `#define PER_POINT ${Number(pixels !== null)}`,
    `#define GAUSSIAN ${Number(distribution === "gaussian")}`,
    `#define IS_LENS ${Number(kind === "lens")}`,
    `#define IS_ERROR ${Number(isError)}`,
    `#define LEFT ${left}`,
    `#define RIGHT ${right}`,
    compiled.sliced ? compiled.sliced.glsl(map) : compiled.mapGlsl([...functions].sort(), quantity, method),
  ].join("\n");

  const shared = pixels ? null : sharedProbes(map);
  const C = measured ? shared : null;
  const variances = kind === "predicted-error" ? lawOf(map) : [C?.[0] ?? 0, C?.[3] ?? 0, C?.[5] ?? 0];
  return {
    fragment: include(fragment, "field", glsl),
    uniforms: {
      u_moment: shared && !measured ? Array.from(shared) : [1, 0, 1],
      u_sums: pixels?.textures[0],
      u_squares: pixels?.textures[1],
      u_drawn: pixels?.drawn ?? 1,
      u_variances: variances,
      u_covariances: [C?.[1] ?? 0, C?.[2] ?? 0, C?.[4] ?? 0],
      u_difference: compare.step,
      u_left: computed[0],
      u_right: computed[1],
      u_corner: [at?.column ?? 0, at?.row ?? 0],
      u_divider: compare.divider * grid.width - tile.x,
    },
  };
}
