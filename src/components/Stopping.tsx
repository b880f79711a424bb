import { useEffect, useState } from "react";
import { PassingButton } from "./PassingButton.tsx";
import { usePlaneSession, useView } from "./session.ts";

/** Milliseconds that a picture may take without a word. */
const silence = 500;

/** A picture that takes long can be stopped, and one that was stopped be drawn after all. */
export function Stopping() {
  const session = usePlaneSession();
  const stopped = useView((state) => state.stopped);
  const drawing = useView((state) => state.drawing);
  const progress = useView((state) => state.frame?.progress ?? 1);
  // While pictures come one after the other, each is a new beginning.
  const whole = useView((state) => (state.frame?.progress === 1 ? state.frame : null));
  const [slow, setSlow] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time counts from the last whole picture on.
  useEffect(() => {
    if (!drawing) return;
    const timer = setTimeout(() => setSlow(true), silence);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [drawing, whole]);
  if (!stopped && !(drawing && slow)) return null;
  return (
    <p>
      <span>{stopped ? "The drawing was stopped." : "Drawing…"}</span>{" "}
      {!stopped && (
        <progress
          aria-label="Share of the picture that is drawn"
          {...(progress < 1 && { value: progress })}
        />
      )}{" "}
      {/* One button, so that the keyboard stays on it. */}
      <PassingButton about="picture" onClick={stopped ? session.draw : session.stop}>
        {stopped ? "Draw it after all" : "Stop"}
      </PassingButton>
    </p>
  );
}
