import type { ComponentType } from "react";
import type { LabCell as Cell } from "../../app/document/document.ts";
import { later } from "../lazily.tsx";

const parts: Readonly<Record<Cell["kind"], ComponentType<{ id: string }>>> = {
  compare: later(async () => (await import("./Compare.tsx")).Compare),
  convergence: later(async () => (await import("./Convergence.tsx")).Convergence),
  cost: later(async () => (await import("./Cost.tsx")).Cost),
  points: later(async () => (await import("./Points.tsx")).Points),
};

/** A cell of the laboratory; each kind is loaded where there is one. */
export function LabCell({ id, kind }: { id: string; kind: Cell["kind"] }) {
  const Part = parts[kind];
  return <Part id={id} />;
}
