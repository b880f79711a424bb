import { PlaneProblem } from "../../shaders/plane-problem.ts";
import type { View } from "../store/view.ts";

/** Why there is no picture, by what fails; each lasts until that has succeeded, and the first of them is told. */
export interface Problems {
  set(what: "compiling" | "driver" | "numbers", why: string | null): void;
  /** Nothing is drawn of what was thrown; throws it again where it is no problem of the document. */
  caught(error: unknown): void;
}

/** `unavailable`: why nothing can be drawn at all; null where it can. */
export function createProblems(view: View, unavailable: string | null): Problems {
  const known: Record<"compiling" | "driver" | "numbers", string | null> = {
    compiling: null,
    driver: null,
    numbers: null,
  };
  function set(what: keyof typeof known, why: string | null): void {
    known[what] = why;
    const problem = unavailable ?? known.compiling ?? known.driver ?? known.numbers;
    if (problem !== view.store.getState().problem) view.set({ problem });
  }
  return {
    set,
    caught(error) {
      if (!(error instanceof PlaneProblem)) throw error;
      set("compiling", error.message);
      view.set({ drawing: false });
    },
  };
}
