import type { MethodChoice } from "../../engine/divergence/method-choice.ts";
import { defaultRegion, type LabCell } from "./document.ts";

const hutchinson = (probes: number, distribution: "rademacher" | "gaussian"): MethodChoice => ({
  method: "hutchinson",
  probes,
  distribution,
  keys: "shared",
});

/** Cells of the laboratory as they are added. */
export function defaultLab(kind: LabCell["kind"], id: string): LabCell {
  const common = { id, field: null, time: 0 };
  switch (kind) {
    case "compare":
      return {
        ...common,
        kind,
        methods: [
          { method: "auto" },
          { method: "jacobian-reverse" },
          { method: "jacobian-forward" },
          hutchinson(16, "rademacher"),
          hutchinson(16, "gaussian"),
          { method: "finite-difference", step: 1e-3 },
        ],
        point: [1, 1],
        view: defaultRegion,
      };
    case "convergence":
      return {
        ...common,
        kind,
        estimators: [
          { method: "hutchinson", distribution: "rademacher" },
          { method: "hutchinson", distribution: "gaussian" },
        ],
        point: [1, 1],
        probes: 256,
        repetitions: 64,
        draws: 1000,
        first: 0,
      };
    case "cost":
      return {
        ...common,
        kind,
        family: "two-layer",
        most: 128,
        methods: [{ method: "jacobian-reverse" }, { method: "auto" }, hutchinson(1, "rademacher")],
      };
    case "points":
      return { ...common, kind, table: "0 0\n1 1\n", methods: [{ method: "auto" }], components: false };
  }
}
