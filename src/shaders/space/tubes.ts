import { quantile } from "../range.ts";
import type { FlowLines, LineShape } from "./flow.ts";
import { eachAxis, type Triple } from "./lens.ts";

/** Shares of the lines' separation: a tube's radius at its seed, and at most, so that neighbours seldom touch. */
const usualRadius = 1 / 14;
const largestRadius = 1 / 4;
/** Of a tube by its divergence: the radius of the least, as a share of that of the largest. */
const leastShare = 0.1;
/** Divergences beyond these shares of all are as thin or as wide as they: a pole does not make threads of the rest. */
const spread = [0.02, 0.98] as const;

/**
 * The radius of a tube at each point. `flux`: the flux Φ of a thin bundle of flow lines has d log Φ/dt = ∇·F (what enters
 * less what leaves is ∇·F of the volume between), so that cross-sections in the ratio exp ∫∇·F dt to that at the seed
 * show what the bundle carries: π r² ∝ Φ. `divergence`: linear in ∇·F at the point, as in MATLAB's streamtube.
 */
export function tubeRadii(
  { growth, divergence, separation }: FlowLines,
  shape: LineShape,
  width: number,
): Float64Array {
  const most = largestRadius * separation;
  if (shape === "flux") {
    const usual = usualRadius * separation * width;
    return growth.map((value) => Math.min(most, usual * Math.exp(value / 2)));
  }
  const sorted = divergence.filter(Number.isFinite).sort();
  const [low, high] = spread.map((share) => quantile(sorted, share)) as [number, number];
  return divergence.map((value) => {
    const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.3;
    return Math.min(
      most,
      usualRadius * 2.5 * separation * width * (leastShare + (1 - leastShare) * (share || 0)),
    );
  });
}

/** Points on a ring. */
export const ringSides = 8;

/** A normal at each point, square to the direction there: rings begin in it. */
export function ringNormals({ starts, tangents }: Pick<FlowLines, "starts" | "tangents">): Float64Array {
  const normals = new Float64Array(tangents.length);
  for (let l = 0; l + 1 < starts.length; l += 1) {
    let normal: Triple | null = null;
    for (let k = starts[l] as number; k < (starts[l + 1] as number); k += 1) {
      const tangent = tripleAt(tangents, k);
      normal = squareTo(tangent, normal ?? awayFrom(tangent));
      normals.set(normal, 3 * k);
    }
  }
  return normals;
}

export function tripleAt(values: Float64Array, k: number): Triple {
  return eachAxis((axis) => values[3 * k + axis] as number);
}

/** The normal without its part along a tangent, so that rings turn as little as they can from point to point. */
function squareTo(tangent: Triple, normal: Triple): Triple {
  const along = eachAxis((axis) => tangent[axis] * normal[axis]).reduce((sum, part) => sum + part);
  const square = eachAxis((axis) => normal[axis] - along * tangent[axis]);
  const length = Math.hypot(...square);
  return length > 1e-6 ? eachAxis((axis) => square[axis] / length) : squareTo(tangent, awayFrom(tangent));
}

function awayFrom(tangent: Triple): Triple {
  const sizes = tangent.map(Math.abs);
  const least = sizes.indexOf(Math.min(...sizes));
  return eachAxis((axis) => Number(axis === least));
}
