import fragment from "./compared.frag.glsl?raw";
import { comparedFloat64, lawOf, pixelProbes, sharedProbes } from "./compared-float64.ts";
import type { MapFunction } from "./compiled-field.ts";
import { include } from "./include.ts";
import { inputsOf, newInputs } from "./inputs-of-views.ts";
import { isPerPoint } from "./pixel-inputs.ts";
import type { Side } from "./protocol.ts";
import { sampledProbes } from "./sample-probes.ts";
import { mapWords, showsRounding, sidesOf } from "./sides.ts";
import type { MapShader, ValuesInput } from "./values-pass.ts";

/** All that maps of several ways of computing take besides what the exact one does. */
export const comparedMap = {
  shaderOf,
  float64: comparedFloat64,
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

/** What each way of computing needs of the field. */
const needs: Readonly<Record<Side, readonly MapFunction[]>> = {
  exact: ["quantity"],
  estimate: ["jacobian"],
  difference: ["field"],
  float64: [],
};

/** The shader of a map: one for each pair of ways and what they need, so that moving a divider or a step compiles nothing. */
function shaderOf({ compiled, map, grid, tile, sources }: ValuesInput): MapShader {
  const { kind, quantity, method, compare, distribution } = map;
  const sides = sidesOf(map);
  const measured = kind === "standard-error";
  const functions = new Set(sides.length > 0 ? sides.flatMap((side) => needs[side]) : ["jacobian" as const]);
  const [left, right] = sides.map((side) => `${side}Side`);
  const has = (side: Side) => Number(sides.includes(side));
  const pixels = sources?.probes ?? null;
  const glsl = [
    `#define HAS_EXACT ${has("exact")}`,
    `#define HAS_ESTIMATE ${has("estimate")}`,
    `#define HAS_DIFFERENCE ${has("difference")}`,
    `#define HAS_FLOAT64 ${has("float64")}`,
    `#define HAS_SPREAD ${Number(sides.length === 0)}`,
    `#define PER_POINT ${Number(pixels !== null)}`,
    `#define GAUSSIAN ${Number(distribution === "gaussian")}`,
    `#define IS_LENS ${Number(kind === "lens")}`,
    `#define IS_ERROR ${Number(kind === "error")}`,
    `#define LEFT ${left ?? (measured ? "measured" : "predicted")}`,
    `#define RIGHT ${right}`,
    compiled.mapGlsl([...functions].sort(), quantity, method),
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
      u_float64: sources?.float64,
      u_divider: compare.divider * grid.width - tile.x,
    },
  };
}
