import type { CandidateFigures, CandidatesTask, TimedCandidate } from "./candidates.ts";
import type { Compared, CompareFigures, CompareTask } from "./compare.ts";
import type { ConvergenceFigures, ConvergencePart, ConvergenceTask } from "./convergence.ts";
import type { CostFigures, CostPoint, CostTask } from "./cost.ts";
import type { PointFigures, PointRows, PointsTask } from "./points.ts";
import type { StructurePicture } from "./structure.ts";
import type { Subject } from "./subject.ts";
import type { ValueTask } from "./value-at.ts";

export interface StructureTask {
  readonly kind: "structure";
  readonly subject: Subject;
}

/** The tasks of the laboratory's worker. Their purpose is the cell that they are for. */
export type LaboratoryTask =
  | CompareTask
  | ConvergenceTask
  | CostTask
  | CandidatesTask
  | PointsTask
  | StructureTask
  | ValueTask;

/** What each kind of task results in. */
export interface LaboratoryResults {
  readonly compare: CompareFigures;
  readonly convergence: ConvergenceFigures;
  readonly cost: CostFigures;
  readonly candidates: CandidateFigures;
  readonly points: PointFigures;
  /** null where the Jacobian is too large to draw. */
  readonly structure: StructurePicture | null;
  readonly value: number;
}

/** What comes of each while it runs. */
export interface LaboratoryParts {
  readonly compare: Compared;
  readonly convergence: ConvergencePart;
  readonly cost: CostPoint;
  readonly candidates: TimedCandidate;
  readonly points: PointRows;
}

export interface LaboratoryWork {
  readonly task: LaboratoryTask;
  readonly results: LaboratoryResults;
  readonly parts: LaboratoryParts;
}
