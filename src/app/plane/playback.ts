import { withCell } from "../document/document.ts";
import type { View } from "../store/view.ts";
import { createClock, laterTime } from "./clock.ts";

/** Sets the time of a plane: no step of the history, and none that would come between those of a drag meanwhile. */
export function planeTime(view: View): (time: number) => void {
  return (time) => {
    const { plane } = view.store.getState();
    view.notebook.change(false, (document) => withCell(document, view.id, () => ({ ...plane, time })));
  };
}

/**
 * Lets time go on while it is played and the picture is seen. A new time is set only when the picture of the last
 * one stands: a slow machine shows fewer moments, each at its right time, and nothing queues. Returns how to end it.
 */
export function createPlayback(
  { store }: View,
  setTime: (time: number) => void,
  makeClock = createClock,
): () => void {
  let owed = 0;

  const clock = makeClock((seconds) => {
    const { plane, drawing } = store.getState();
    owed += seconds * plane.clock.speed;
    if (drawing) return;
    setTime(laterTime(plane.time, owed));
    owed = 0;
  });

  function update(): void {
    const { inSight, playing, picture } = store.getState();
    if (inSight && playing && picture?.program.time) clock.start();
    else {
      clock.stop();
      owed = 0;
    }
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (
      state.inSight !== before.inSight ||
      state.playing !== before.playing ||
      state.picture !== before.picture
    )
      update();
  });
  update();
  return () => {
    unsubscribe();
    clock.stop();
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
