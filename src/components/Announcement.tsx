import { useEffect, useState } from "react";
import type { Readout } from "../app/cpu/protocol.ts";
import { sidesOf } from "../shaders/sides.ts";
import { comparedOf } from "./compared.ts";
import { readoutText } from "./numbers.ts";
import { useView } from "./session.ts";
import { useAnotherDocument } from "./useAnotherDocument.ts";

/** Milliseconds the reading point must rest before it is announced. */
const announceDelay = 600;

/** The reading at the cursor, said when it has come to rest; not while the pointer roams. */
export function Announcement({ readout }: { readout: Readout | null }) {
  const cursor = useView((state) => state.plane.cursor);
  const hovering = useView((state) => state.hover !== null);
  const differs = useView(({ plane }) => {
    return sidesOf({ kind: plane.map, compare: comparedOf(plane) }).includes("difference");
  });
  const [words, setWords] = useState("");
  useAnotherDocument(() => setWords(""));
  useEffect(() => {
    if (!cursor || hovering || !readout || readout.point.x !== cursor.x || readout.point.y !== cursor.y)
      return;
    const { point, exact, estimate, quantity } = readout;
    const told = quantity ? `, ${quantity.words} ${readoutText(quantity.value)}` : "";
    const more = differs ? `${told}, finite difference ${readoutText(readout.difference)}` : told;
    const timer = setTimeout(
      () =>
        setWords(
          `At ${point.x}, ${point.y}: divergence ${readoutText(exact)}, estimate ${readoutText(estimate)}${more}.`,
        ),
      announceDelay,
    );
    return () => clearTimeout(timer);
  }, [cursor, hovering, readout, differs]);
  return (
    <p className="unseen" aria-live="polite">
      {words}
    </p>
  );
}
