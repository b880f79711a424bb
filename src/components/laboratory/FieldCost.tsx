import { CandidateTable } from "./CandidateTable.tsx";
import { Structure } from "./Structure.tsx";
import type { Running } from "./useTask.ts";

interface Props {
  readonly field: string;
  readonly candidates: Running<"candidates">;
  readonly structure: Running<"structure">;
}

/** What the divergence of the document's field costs by each method, and what makes some of them cheap. */
export function FieldCost({ field, candidates, structure }: Props) {
  // What a run before told keeps its place until the present one tells it anew.
  const told = candidates.status === "done" ? [] : candidates.parts;
  const rows = [...told, ...(candidates.result?.candidates.slice(told.length) ?? [])];
  const drawn = structure.result;
  return (
    <>
      {rows.length > 0 && <CandidateTable field={field} candidates={rows} result={candidates.result} />}
      {drawn && <Structure field={field} picture={drawn} />}
      {structure.status === "done" && !drawn && (
        <p>The Jacobian of {field} is too large to be drawn entry by entry.</p>
      )}
    </>
  );
}
