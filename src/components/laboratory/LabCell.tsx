import { type ComponentType, lazy, Suspense } from "react";
import type { LabCell as Cell } from "../../app/document/document.ts";

const parts: Readonly<Record<Cell["kind"], ComponentType<{ id: string }>>> = {
  compare: lazy(async () => ({ default: (await import("./Compare.tsx")).Compare })),
  convergence: lazy(async () => ({ default: (await import("./Convergence.tsx")).Convergence })),
  cost: lazy(async () => ({ default: (await import("./Cost.tsx")).Cost })),
  points: lazy(async () => ({ default: (await import("./Points.tsx")).Points })),
};

/** A cell of the laboratory; each kind is loaded where there is one. */
export function LabCell({ id, kind }: { id: string; kind: Cell["kind"] }) {
  const Part = parts[kind];
  return (
    <Suspense>
      <Part id={id} />
    </Suspense>
  );
}
