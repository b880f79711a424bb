import { useEffect, useState } from "react";
import type { Readout } from "../app/cpu/protocol.ts";
import { planeOf } from "../app/store/notebook.ts";
import { readoutText } from "./numbers.ts";
import { useNotebook } from "./session.ts";

/** Milliseconds the reading point must rest before it is announced. */
const announceDelay = 600;

/** The reading at the cursor, said when it has come to rest; not while the pointer roams. */
export function Announcement({ readout }: { readout: Readout | null }) {
  const cursor = useNotebook((state) => planeOf(state.document).cursor);
  const hovering = useNotebook((state) => state.hover !== null);
  const [words, setWords] = useState("");
  useEffect(() => {
    if (!cursor || hovering || !readout || readout.point.x !== cursor.x || readout.point.y !== cursor.y)
      return;
    const { point, exact, estimate, quantity } = readout;
    const more = quantity ? `, ${quantity.words} ${readoutText(quantity.value)}` : "";
    const timer = setTimeout(
      () =>
        setWords(
          `At ${point.x}, ${point.y}: divergence ${readoutText(exact)}, estimate ${readoutText(estimate)}${more}.`,
        ),
      announceDelay,
    );
    return () => clearTimeout(timer);
  }, [cursor, hovering, readout]);
  return (
    <p className="unseen" aria-live="polite">
      {words}
    </p>
  );
}
