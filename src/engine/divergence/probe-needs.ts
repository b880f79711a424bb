import { LimitError, limits } from "../limits.ts";
import { isIndependent, type ProbeDistribution } from "../random/distributions.ts";
import type { ProbeSettings } from "./estimate.ts";
import type { StochasticMethod } from "./method.ts";

/** What an estimate needs to be one: a probe; a sketch, its range and a probe; a probe and the range of it. */
export const leastProbes: Readonly<Record<StochasticMethod, number>> = {
  hutchinson: 1,
  "hutch++": 3,
  "na-hutch++": 3,
  xtrace: 2,
};

/** Probes of an estimate when nobody says how many; the page starts with the same number. */
export const usualProbes = 16;

/** Why a method cannot work with such probes, in one sentence; null when it can. */
export function probeComplaint(
  method: StochasticMethod,
  probes: number,
  distribution: ProbeDistribution,
): string | null {
  const least = leastProbes[method];
  if (!Number.isInteger(probes) || probes < least || probes > limits.probes) {
    return `${method} needs a whole number of probes from ${least} to ${limits.probes}, not ${probes}`;
  }
  if (method === "xtrace" && !isIndependent(distribution)) {
    return `xtrace leaves out one probe at a time, so they must be independent: rademacher, gaussian or sphere, not ${distribution}`;
  }
  return null;
}

/**
 * @throws RangeError in one sentence when the method cannot work with such probes
 * @throws LimitError when they would not fit in memory
 */
export function refuseProbes(
  method: StochasticMethod,
  { n, probes, distribution }: Pick<ProbeSettings, "n" | "probes" | "distribution">,
): void {
  const complaint = probeComplaint(method, probes, distribution);
  if (complaint !== null) throw new RangeError(complaint);
  if (probes * n > limits.probeEntries) throw new LimitError("probeEntries", probes * n);
}
