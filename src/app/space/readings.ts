import type { StoreApi } from "zustand/vanilla";
import type { Triple } from "../../shaders/space/lens.ts";
import type { SpaceCell } from "../document/document.ts";
import { lastOf, type Numbers } from "../store/view.ts";
import type { SpaceNumbers } from "./numbers.ts";
import { pinsOf } from "./pins.ts";
import type { SpaceReading, SpaceSubject } from "./protocol.ts";
import { probeOf } from "./view.ts";

/** The numbers at the pins, and what they are of. */
export interface PinnedReadings {
  readonly subject: SpaceSubject;
  readonly places: readonly Triple[];
  readonly readings: readonly SpaceReading[];
}

/** What is read of a field in float64. */
export interface SpaceReadings {
  /** At the probe. */
  readonly reading: Numbers<SpaceReading>;
  readonly pinned: Numbers<PinnedReadings>;
}

/** Reads at the probe and at the pins of a cell when asked to; what is read newest is shown. */
export function createReadings(
  numbers: SpaceNumbers,
  store: StoreApi<SpaceReadings & { readonly cell: SpaceCell }>,
  subject: () => SpaceSubject | null,
): { probe(): void; pins(): void } {
  return {
    probe() {
      const own = subject();
      if (!own) return;
      const { cell, reading } = store.getState();
      store.setState({ reading: { status: "running", last: lastOf(reading) } });
      const task = { kind: "reading", subject: own, place: probeOf(cell) } as const;
      void numbers.run(task, undefined, cell.id).then((outcome) => {
        if (outcome.status !== "superseded") store.setState({ reading: outcome });
      });
    },
    pins() {
      const own = subject();
      const { cell, pinned } = store.getState();
      const places = pinsOf(cell);
      if (places.length === 0 || !own) {
        if (pinned.status === "none") return;
        numbers.cancel("pins", cell.id);
        return store.setState({ pinned: { status: "none" } });
      }
      store.setState({ pinned: { status: "running", last: lastOf(pinned) } });
      void numbers.run({ kind: "pins", subject: own, places }, undefined, cell.id).then((outcome) => {
        if (outcome.status === "superseded") return;
        const { status } = outcome;
        store.setState({
          pinned:
            status === "done"
              ? { status, value: { subject: own, places, readings: outcome.value } }
              : outcome,
        });
      });
    },
  };
}
