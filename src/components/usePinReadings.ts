import { useEffect, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import type { PinReadings, Subject } from "../app/cpu/protocol.ts";
import type { Point } from "../app/document/document.ts";
import { pinIndices, pinPoints } from "../app/plane/pin-points.ts";
import { subjectOf } from "../app/plane/state.ts";
import { usePlaneSession, useView } from "./session.ts";

/** The newest numbers there are, what they are of, and whether that is what is on show. */
export interface PinNumbers {
  readonly table: PinReadings;
  readonly subject: Subject;
  readonly present: boolean;
}

interface Told {
  readonly subject: Subject;
  readonly pins: readonly Point[];
  readonly indices: readonly number[];
  readonly table: PinReadings;
}

/** The numbers at the pins, as the source, the sliders, time, settings and their pixels change; null before the first. */
export function usePinReadings(pins: readonly Point[]): {
  numbers: PinNumbers | null;
  problem: string | null;
} {
  const session = usePlaneSession();
  const subject = useView(useShallow(subjectOf));
  const indices = useView(useShallow(pinIndices));
  const [told, setTold] = useState<Told | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (!subject || pins.length === 0) return;
    void session.pins(subject, pinPoints(session.view.store.getState())).then((outcome) => {
      // What is done is newer than what is shown, though it may be overtaken already.
      if (outcome.status === "done") setTold({ subject, pins, indices, table: outcome.value });
      if (outcome.status !== "superseded") setProblem(outcome.status === "failed" ? outcome.message : null);
    });
  }, [session, subject, pins, indices]);
  const numbers = told && {
    table: told.table,
    subject: told.subject,
    present: told.subject === subject && told.pins === pins && told.indices === indices,
  };
  return { numbers, problem };
}
