import type { ComparedMap } from "./compared-map.ts";
import { PlaneProblem } from "./plane-problem.ts";
import type { PlaneRequest } from "./protocol.ts";

/** What draws every map but the exact one: `more-maps.ts` puts it in place when a state asks for it. */
export const mapParts: { compared: ComparedMap | null } = { compared: null };

/** @throws PlaneProblem where it could not be loaded */
export function comparedMap(): ComparedMap {
  if (!mapParts.compared) throw new PlaneProblem("This kind of map could not be loaded; reload the page.");
  return mapParts.compared;
}

/** Whether what is asked for takes the parts that are loaded later. */
export function needsMoreMaps(request: PlaneRequest): boolean {
  if (mapParts.compared || !("state" in request)) return false;
  return request.type === "sides" || request.state.map.kind !== "exact";
}
