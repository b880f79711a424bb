import { useCallback, useEffect, useRef, useState } from "react";
import type { LaboratoryParts, LaboratoryResults, LaboratoryTask } from "../../app/laboratory/protocol.ts";
import type { Outcome } from "../../app/tasks/client.ts";
import { useSession } from "../session.ts";

type Kind = LaboratoryTask["kind"];
type TaskOf<OfKind extends Kind> = Extract<LaboratoryTask, { kind: OfKind }>;
type PartOf<OfKind extends Kind> = OfKind extends keyof LaboratoryParts ? LaboratoryParts[OfKind] : never;

/** A task of the laboratory as its cell shows it. What was told before stays on show until the next is told. */
export interface Running<OfKind extends Kind> {
  readonly status: "idle" | "running" | "done" | "failed" | "cancelled";
  readonly progress: number;
  /** What the parts are of: the last task that began. */
  readonly task: TaskOf<OfKind> | null;
  /** That task as text. */
  readonly text: string | null;
  /** What has come of the present run. */
  readonly parts: readonly PartOf<OfKind>[];
  readonly result: LaboratoryResults[OfKind] | null;
  readonly message: string;
}

const idle = {
  status: "idle",
  progress: 0,
  task: null,
  text: null,
  parts: [],
  result: null,
  message: "",
} as const;

type Run<OfKind extends Kind> = (
  task: Extract<LaboratoryTask, { kind: OfKind }>,
  onProgress: (progress: number, parts: readonly PartOf<OfKind>[]) => void,
  purpose: string,
) => Promise<Outcome<LaboratoryResults[OfKind]>>;

/** Milliseconds without a change of the task after which it is run. */
const settlingTime = 150;

const notLoaded = "What computes this could not be loaded: change a setting or reload the page to try again.";

/**
 * Runs the task of a cell whenever it changes; the latest wins. null: nothing to run. `run` is by its text, so that equal
 * tasks run once.
 */
export function useTask<OfKind extends Kind>(
  id: string,
  task: TaskOf<OfKind> | null,
): {
  readonly running: Running<OfKind>;
  /** Whether that is of the task given: a change of it is waited with until no other follows. */
  readonly isPresent: boolean;
  cancel(): void;
  again(): void;
} {
  const session = useSession();
  // What is to be run is not idle before it is.
  const [running, setRunning] = useState<Running<OfKind>>({ ...idle, status: task ? "running" : "idle" });
  const [turn, setTurn] = useState(0);
  const latest = useRef(task);
  latest.current = task;
  /** Ends the task that was begun last, or is to be. */
  const stop = useRef<(() => void) | null>(null);
  const text = task && JSON.stringify(task);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a task is the same while its text is; a turn is another run.
  useEffect(() => {
    const { current } = latest;
    if (!current) {
      setRunning(idle);
      return;
    }
    let ended = false;
    const begun = { ...idle, task: current, text };
    const timer = setTimeout(async () => {
      const laboratory = await session.laboratory().catch(() => null);
      if (ended) return;
      if (!laboratory) {
        setRunning({ ...begun, status: "failed", message: notLoaded });
        return;
      }
      stop.current = () => laboratory.cancel(current.kind, id);
      setRunning((before) => ({ ...begun, status: "running", result: before.result }));
      // What a task results in is by its kind, which here is any one.
      const run = laboratory.run as unknown as Run<OfKind>;
      const onProgress = (progress: number, parts: readonly PartOf<OfKind>[]) => {
        if (!ended) setRunning((before) => ({ ...before, progress, parts: [...before.parts, ...parts] }));
      };
      const outcome = await run(current, onProgress, id);
      if (ended) return;
      setRunning((before) => {
        if (outcome.status === "done")
          return { ...before, status: "done", progress: 1, result: outcome.value };
        if (outcome.status === "failed") return { ...before, status: "failed", message: outcome.message };
        return { ...before, status: "cancelled" };
      });
    }, settlingTime);
    stop.current = () => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      setRunning((before) => ({ ...begun, status: "cancelled", result: before.result }));
    };
    return () => {
      ended = true;
      clearTimeout(timer);
      stop.current?.();
      stop.current = null;
    };
  }, [session, id, text, turn]);

  const cancel = useCallback(() => stop.current?.(), []);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { running, isPresent: running.text === text, cancel, again };
}
