import { useState } from "react";
import { arm, armOf, placesBesidePlane, planePlaces } from "../../app/space/handle-places.ts";
import { alongDirection, drawnTo, offsetTo } from "../../app/space/plane-motion.ts";
import { normalOf, offsetOf } from "../../shaders/space/free-plane.ts";
import { dot, eachAxis, type Lens, pixelAt, placeOf, type Triple } from "../../shaders/space/lens.ts";
import plot from "../Plot.module.css";
import { useSpace, useSpaceState } from "./context.ts";
import { Handle } from "./Handle.tsx";
import styles from "./Space.module.css";

/** In the picture: one handle near a plane's rim moves it along its normal, one at the normal's tip turns it. */
export function PlaneHandles({ lens }: { lens: Lens }) {
  const session = useSpace();
  const cell = useSpaceState((state) => state.cell);
  /** What is held stays with the hand, though places elsewhere become free. */
  const [held, setHeld] = useState<{
    readonly move?: { readonly at: Triple; readonly offset: number };
    readonly turn?: Triple;
  }>({});
  const { plane, box } = cell;
  if (!plane?.on) return null;
  const normal = normalOf(plane);
  const { offset } = offsetOf(plane, box);
  const free = planePlaces(plane, lens, placesBesidePlane(cell, lens));
  const { move } = held;
  const moved = move ? eachAxis((k) => move.at[k] + (offset - move.offset) * normal[k]) : free.move;
  const turned = held.turn ?? free.turn;
  const [rim, foot] = [placeOf(lens, moved), placeOf(lens, turned)];
  if (!rim || !foot) return null;
  const [right, down] = armOf(plane, lens);
  const tip = { left: foot.left + right, top: foot.top + down };
  const line = `M${foot.left} ${foot.top}L${tip.left} ${tip.top}`;
  const drop = () => setHeld({});
  return (
    <>
      <svg className={styles.over} aria-hidden="true">
        <path className={plot.halo} d={line} />
        <path className={plot.cross} d={line} />
      </svg>
      <Handle
        name="along"
        title="Drag the free plane along its normal"
        place={rim}
        from={{ at: moved, offset }}
        onDrag={(from, right, down) => {
          setHeld({ move: from });
          const step = 10 ** Math.floor(Math.log10(lens.pixel));
          const near = { ...lens, pixel: pixelAt(lens, from.at) };
          const to = from.offset + alongDirection(near, normal, right, down);
          session.change("plane Offset", { plane: offsetTo(plane, box, Math.round(to / step) * step) });
        }}
        onDrop={drop}
      >
        ⇕
      </Handle>
      <Handle
        name="about"
        title="Drag to turn the free plane"
        place={tip}
        from={{ turned, tip: [right / arm, -down / arm] as const, isNear: dot(normal, lens.back) >= 0 }}
        onDrag={(from, right, down) => {
          setHeld({ turn: from.turned });
          const to = [from.tip[0] + right / arm, from.tip[1] - down / arm] as const;
          session.change("plane turned", { plane: drawnTo(plane, lens, to, from.isNear) });
        }}
        onDrop={drop}
      >
        ↻
      </Handle>
    </>
  );
}
