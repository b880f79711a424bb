import { PassingButton } from "../PassingButton.tsx";
import { runs } from "./LabBox.tsx";
import type { Running } from "./useTask.ts";

interface Props {
  readonly running: Pick<Running<never>, "status">;
  readonly onAgain: () => void;
}

/** What was cancelled can be run after all. */
export function RunAgain({ running, onAgain }: Props) {
  if (running.status !== "cancelled") return null;
  return (
    <p role="status">
      This was cancelled before its end.{" "}
      <PassingButton about={runs} onClick={onAgain}>
        Run again
      </PassingButton>
    </p>
  );
}
