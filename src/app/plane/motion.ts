import { areMoving } from "../../shaders/layers/layers.ts";
import { densityTime } from "../../shaders/motion.ts";
import { defaultLayers } from "../document/document.ts";
import { hasAnswered, type ViewState } from "../store/view.ts";
import { createClock } from "./clock.ts";
import type { PlaneSession } from "./plane-session.ts";

/** Seconds that are made up for at once where motion is unwanted: enough for trails to be seen. */
const stillLead = 1.5;

export interface PlaneMotion {
  /** One step of `seconds`, for who wants no motion. */
  step(seconds: number): void;
  /** From the beginning. */
  again(): void;
  dispose(): void;
}

/** Whether anything in the picture moves by itself: not where the CPU draws it. */
export function isMoving({ plane, frame }: ViewState): boolean {
  return frame?.backend !== "cpu" && areMoving(plane.layers ?? defaultLayers);
}

/** Whether all that moves is a crowd, which stands still after a while. */
function onlyCrowd({ plane }: ViewState): boolean {
  const { particles, texture, mesh } = plane.layers ?? defaultLayers;
  return particles.on && particles.density && !(texture.on && texture.moving) && !(mesh.on && mesh.moving);
}

/**
 * Lets particles, noise and meshes move while they are wanted to and seen. The next moment is asked for only when the last
 * one is on show: a slow machine shows fewer, and nothing queues.
 */
export function createMotion(
  session: Pick<PlaneSession, "view" | "move">,
  makeClock = createClock,
): PlaneMotion {
  const { store } = session.view;
  let busy = false;
  let owed = 0;
  /** Seconds since the crowd was spread out. */
  let crowded = 0;

  function move(seconds: number, again = false): void {
    busy = true;
    if (again) crowded = 0;
    crowded += seconds;
    session
      .move(seconds, again)
      // A picture that cannot be drawn says so itself.
      .catch(() => undefined)
      .then(() => {
        busy = false;
      });
  }

  const clock = makeClock((seconds) => {
    const state = store.getState();
    owed += seconds;
    if (busy || state.problem !== null || state.context === "lost") return;
    if (onlyCrowd(state) && crowded >= densityTime) {
      clock.stop();
      return;
    }
    move(Math.min(owed, longestFrame));
    owed = 0;
  });

  function update(): void {
    const state = store.getState();
    if (state.inSight && state.moving && hasAnswered(state) && isMoving(state)) clock.start();
    else {
      clock.stop();
      owed = 0;
    }
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (beginningOf(state) !== beginningOf(before)) {
      crowded = 0;
      if (!state.moving && isMoving(state) && hasAnswered(state)) move(stillLead);
    }
    if (
      state.inSight !== before.inSight ||
      state.moving !== before.moving ||
      state.document !== before.document ||
      hasAnswered(state) !== hasAnswered(before)
    )
      update();
  });
  update();
  return {
    step: (seconds) => move(seconds),
    again() {
      move(0, true);
      update();
    },
    dispose() {
      unsubscribe();
      clock.stop();
    },
  };
}

/** Seconds that a frame may count for: after a pause things go on where they were. */
const longestFrame = 0.1;

/** What, where it changes, lets particles begin anew. */
function beginningOf(state: ViewState): string {
  const { layers = defaultLayers } = state.plane;
  const { particles, texture, mesh } = layers;
  const { on, density, count } = particles;
  const { width, height, pixelRatio } = state.plot;
  const source = density && on && [state.picture?.program.source, state.picture?.field.name];
  return JSON.stringify([on, density, count, texture.on, mesh.on, width, height, pixelRatio, source]);
}
