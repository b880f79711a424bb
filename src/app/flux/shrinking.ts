import { createStore, type StoreApi } from "zustand/vanilla";
import { coalesced } from "../latest.ts";
import { createClock } from "../plane/clock.ts";
import type { Numbers } from "../store/view.ts";
import type { Outcome } from "../tasks/client.ts";

/** How often what is measured is halved on its way to a point: rounding then takes two digits of the average, not more. */
const halvings = 10;
/** Halvings a second. */
const pace = 2.5;
/** Milliseconds after which it is told how far the numbers are. */
const patience = 500;

export interface ShrinkState<Figures> {
  readonly figures: Numbers<Figures>;
  /** The share done of numbers that are waited for; null while they come soon. */
  readonly progress: number | null;
  /** How often what is on show is halved, between whole numbers while it shrinks; null when it is whole. */
  readonly shrunk: number | null;
  readonly shrinking: boolean;
}

/** Measures something as large as it is, and on its way to a point. */
export interface ShrinkMeter<Figures> {
  readonly store: StoreApi<ShrinkState<Figures>>;
  readonly halvings: number;
  /** Measures anew, once for a burst of changes. */
  measure(): void;
  /** Ends the measuring, until the next change or until it is measured after all. */
  stop(): void;
  /** Shrinks it from where it is; or, where motion is unwanted, halves it once. */
  shrink(animated: boolean): void;
  pause(): void;
  /** Whether its picture can be seen, without which it goes on no further; until this was said it cannot. */
  seen(visible: boolean): void;
  /** Shows it whole again. */
  restore(): void;
}

interface Measured {
  readonly levels: readonly unknown[];
}

export interface Measuring<Figures> {
  /** Measures at scales, largest first; null where there is nothing to measure. */
  run(scales: readonly number[], onProgress: (progress: number) => void): Promise<Outcome<Figures>> | null;
  cancel(): void;
  /** Whether it is there no more, so that its numbers never come. */
  isGone(): boolean;
}

export function createShrinkMeter<Figures extends Measured>({
  run,
  cancel,
  isGone,
}: Measuring<Figures>): ShrinkMeter<Figures> {
  const store = createStore<ShrinkState<Figures>>()(() => ({
    figures: { status: "none" },
    progress: null,
    shrunk: null,
    shrinking: false,
  }));

  let visible = false;

  const measure = coalesced(() => {
    const { figures, shrunk } = store.getState();
    const levels = shrunk === null ? 1 : halvings + 1;
    const began = performance.now();
    const running = run(
      Array.from({ length: levels }, (_, k) => 2 ** -k),
      (progress) => {
        if (performance.now() - began > patience) store.setState({ progress });
      },
    );
    if (!running) return pause();
    const last =
      figures.status === "running" ? figures.last : figures.status === "done" ? figures.value : null;
    store.setState({ figures: { status: "running", last } });
    void running.then((outcome) => {
      if (outcome.status === "superseded") return;
      store.setState({ figures: outcome, progress: null });
      // What cannot be measured has nothing to show on its way.
      if (outcome.status === "failed") pause();
    });
  });

  const clock = createClock((seconds) => {
    if (isGone()) return pause();
    const { shrunk, figures } = store.getState();
    // It sets out when the numbers that it is to show are there.
    if (figures.status !== "done" || figures.value.levels.length <= halvings) return;
    const next = Math.min(halvings, (shrunk ?? 0) + pace * seconds);
    store.setState({ shrunk: next });
    if (next === halvings) pause();
  });

  function update(): void {
    if (visible && store.getState().shrinking) clock.start();
    else clock.stop();
  }

  function pause(): void {
    store.setState({ shrinking: false });
    update();
  }

  return {
    store,
    halvings,
    measure,
    stop() {
      pause();
      cancel();
      store.setState({ figures: { status: "stopped" }, progress: null });
    },
    shrink(animated) {
      const { figures, shrunk } = store.getState();
      if (figures.status === "failed") return;
      const from = shrunk === null || shrunk >= halvings ? 0 : shrunk;
      store.setState({ shrunk: animated ? from : Math.floor(from) + 1, shrinking: animated });
      if (shrunk === null) measure();
      update();
    },
    pause,
    seen(now) {
      visible = now;
      update();
    },
    restore() {
      pause();
      store.setState({ shrunk: null });
    },
  };
}
