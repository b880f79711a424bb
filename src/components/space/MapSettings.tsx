import { CompareControls } from "../CompareControls.tsx";
import { EstimateControls } from "../EstimateControls.tsx";
import { useView } from "../session.ts";

/** What there is in space of a plane's further maps, and what they compare. */
const kinds = ["difference", "predicted-error"] as const;
const sides = ["exact", "estimate", "difference"] as const;

/** How the map is computed, where it is not exact. */
export function MapSettings() {
  const { map, compare, colouring } = useView((state) => state.plane);
  if ((colouring?.quantity ?? "divergence") !== "divergence") return null;
  const isPair = map === "error";
  const hasProbes =
    map === "estimate" ||
    map === "predicted-error" ||
    (isPair && [compare?.left, compare?.right].includes("estimate"));
  return (
    <>
      <CompareControls kinds={kinds} sides={sides} />
      {hasProbes && <EstimateControls hasKeys={false} />}
    </>
  );
}
