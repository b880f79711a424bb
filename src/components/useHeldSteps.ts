import { useEffect } from "react";
import type { Notebook } from "../app/store/notebook.ts";

/** Tells the notebook while a pointer is pressed anywhere on the page: a drag is one step, also where it rests. */
export function useHeldSteps(notebook: Notebook): void {
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    let releasing: ReturnType<typeof setTimeout> | undefined;
    const release = () => notebook.hold(false);
    // After what the last move passes on in a task of its own.
    const releaseSoon = () => {
      releasing = setTimeout(release);
    };
    // On the way down: gestures keep from the page what they take.
    const options = { capture: true, signal };
    const press = ({ isPrimary, button }: PointerEvent) => {
      if (!isPrimary || button !== 0) return;
      clearTimeout(releasing);
      notebook.hold(true);
    };
    window.addEventListener("pointerdown", press, options);
    for (const end of ["pointerup", "pointercancel"] as const)
      window.addEventListener(end, ({ isPrimary }) => isPrimary && releaseSoon(), options);
    // Of the window alone, where it is let go elsewhere: within the page the focus moves as a drag begins.
    window.addEventListener("blur", release, { signal });
    return () => {
      listening.abort();
      clearTimeout(releasing);
      release();
    };
  }, [notebook]);
}
