import { withCell } from "../document/document.ts";
import type { View } from "../store/view.ts";
import { createClock, laterTime } from "./clock.ts";

export interface Playback {
  /** Whether the picture can be seen; until this was said it cannot. */
  seen(visible: boolean): void;
  dispose(): void;
}

/**
 * Lets time go on while it is played and the picture is seen. A new time is set only when the picture of the last
 * one stands: a slow machine shows fewer moments, each at its right time, and nothing queues.
 */
export function createPlayback(view: View, makeClock = createClock): Playback {
  const { store } = view;
  let visible = false;
  let owed = 0;

  const clock = makeClock((seconds) => {
    const { plane, drawing } = store.getState();
    owed += seconds * plane.clock.speed;
    if (drawing) return;
    const time = laterTime(plane.time, owed);
    // No step of the history, and none that would come between those of a drag meanwhile.
    view.notebook.change(false, (document) => withCell(document, view.id, () => ({ ...plane, time })));
    owed = 0;
  });

  function update(): void {
    const { playing, picture } = store.getState();
    if (visible && playing && picture?.program.time) clock.start();
    else {
      clock.stop();
      owed = 0;
    }
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (state.playing !== before.playing || state.picture !== before.picture) update();
  });
  return {
    seen(now) {
      visible = now;
      update();
    },
    dispose() {
      unsubscribe();
      clock.stop();
    },
  };
}

/** Tells whether an element is in the window and the window is seen, now and whenever that changes. */
export function watchSight(element: Element, tell: (visible: boolean) => void): () => void {
  const page = element.ownerDocument;
  let inWindow = false;
  const update = () => tell(inWindow && page.visibilityState === "visible");
  const observer = new IntersectionObserver((entries) => {
    inWindow = entries.at(-1)?.isIntersecting ?? false;
    update();
  });
  observer.observe(element);
  page.addEventListener("visibilitychange", update);
  return () => {
    observer.disconnect();
    page.removeEventListener("visibilitychange", update);
  };
}
