import type { ComponentType } from "react";
import type { LabCell as Cell, SpaceCell } from "../../app/document/document.ts";
import { prepareSpaceWorker } from "../../app/space/worker.ts";
import { later } from "../lazily.tsx";

type Kind = (Cell | SpaceCell)["kind"];

const parts: Readonly<Record<Kind, ComponentType<{ id: string; early?: boolean }>>> = {
  compare: later(async () => (await import("./Compare.tsx")).Compare),
  convergence: later(async () => (await import("./Convergence.tsx")).Convergence),
  cost: later(async () => (await import("./Cost.tsx")).Cost),
  points: later(async () => (await import("./Points.tsx")).Points),
  space: later(async () => {
    prepareSpaceWorker();
    return (await import("../space/Space.tsx")).Space;
  }),
};

/** A cell of the laboratory, or of space; each kind is loaded where there is one. */
export function LabCell({ id, kind, early }: { id: string; kind: Kind; early?: boolean }) {
  const Part = parts[kind];
  return <Part id={id} early={early === true} />;
}
