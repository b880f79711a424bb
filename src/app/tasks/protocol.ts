/** Work that a worker does on request, beside other work, and says how far it is. */
export interface Task {
  readonly kind: string;
}

/** Messages to a worker. `purpose`: whom the task is for. */
export type WorkRequest<Own extends Task> =
  | { readonly type: "task"; readonly id: number; readonly purpose: string; readonly task: Own }
  | { readonly type: "cancel"; readonly id: number };

/** Messages from it: of each task any number of `turn` and `progress`, then one of the others. */
export type WorkReply<Value, Part = never> =
  /** It works on this task from now on: what it says nothing more after is what it is stuck in. */
  | { readonly type: "turn"; readonly id: number }
  | {
      readonly type: "progress";
      readonly id: number;
      readonly progress: number;
      /** What came of the task since the last message; absent where there is nothing. */
      readonly parts?: readonly Part[];
    }
  | { readonly type: "result"; readonly id: number; readonly value: Value }
  | { readonly type: "failed"; readonly id: number; readonly message: string }
  | { readonly type: "cancelled"; readonly id: number };

/** Tasks of one lane take each other's place: those of one kind that are for the same. */
export function laneOf(kind: string, purpose: string): string {
  return `${purpose} ${kind}`;
}
