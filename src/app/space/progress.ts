import type { View } from "../store/view.ts";

/** How far the picture of a session is, as its view tells it. */
export interface Progress {
  /** Whether the worker takes samples for it. */
  sampling(now: boolean): void;
  /** The share of it that is drawn. */
  drawn(share: number): void;
  share(): number;
  stop(): void;
  /** It is drawn after all. Returns whether samples were being taken when it was stopped, and are to be taken again. */
  resume(): boolean;
}

export function createProgress(view: View): Progress {
  let isSampling = false;
  let share = 1;
  /** Samples were being taken when it was stopped. */
  let isCut = false;
  function tell(): void {
    const { frame, drawing, stopped } = view.store.getState();
    const now = !stopped && (isSampling || share < 1);
    if (now !== drawing) view.set({ drawing: now });
    if (frame && frame.progress !== share) view.set({ frame: { ...frame, progress: share } });
  }
  return {
    sampling(now) {
      isSampling = now;
      if (now) view.set({ stopped: false });
      tell();
    },
    drawn(now) {
      share = now;
      tell();
    },
    share: () => share,
    stop() {
      isCut = isSampling;
      isSampling = false;
      view.set({ drawing: false, stopped: true });
    },
    resume() {
      if (!view.store.getState().stopped) return false;
      view.set({ stopped: false });
      tell();
      return isCut;
    },
  };
}
