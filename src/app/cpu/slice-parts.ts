import type { CpuRequest } from "./protocol.ts";
import type * as parts from "./slice-evaluators.ts";

let installed: typeof parts | null = null;

/** Whether a request is about a slice and what it takes is not in place: few need it, so it is loaded later. */
export function needsSliceParts(request: CpuRequest): boolean {
  return installed === null && request.type === "task" && request.task.subject.slice !== undefined;
}

export function installSliceParts(own: typeof parts): void {
  installed = own;
}

/** What numbers on slices take; installed before the first request that is about one. */
export function sliceParts(): typeof parts {
  if (!installed) throw new Error("what slices take is not loaded");
  return installed;
}
