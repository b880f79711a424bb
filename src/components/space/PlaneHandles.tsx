import { useRef } from "react";
import { alongDirection, drawnTo, offsetTo } from "../../app/space/plane-motion.ts";
import { normalOf, offsetOf } from "../../shaders/space/free-plane.ts";
import { dot, type Lens, placeOf } from "../../shaders/space/lens.ts";
import plot from "../Plot.module.css";
import { useSpace, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

/** CSS pixels between a plane's two handles where its normal is seen from the side. */
const arm = 64;

/** In the picture: one handle at the plane's point moves it along its normal, one at the normal's tip turns it. */
export function PlaneHandles({ lens }: { lens: Lens }) {
  const session = useSpace();
  const plane = useSpaceState(({ cell }) => (cell.plane?.on ? cell.plane : null));
  const held = useRef<{
    readonly left: number;
    readonly top: number;
    readonly offset: number;
    readonly tip: readonly [number, number];
    readonly isNear: boolean;
  } | null>(null);
  if (!plane) return null;
  const normal = normalOf(plane);
  const foot = placeOf(lens, plane.through);
  if (!foot) return null;
  const tip = [dot(normal, lens.right), dot(normal, lens.up)] as const;
  const [left, top] = [foot.left + arm * tip[0], foot.top - arm * tip[1]];
  const drawn = (name: "along" | "about", right: number, down: number) => {
    const from = held.current;
    const { plane, box } = session.store.getState().cell;
    if (!from || !plane) return;
    if (name === "along") {
      const step = 10 ** Math.floor(Math.log10(lens.pixel));
      const to = from.offset + alongDirection(lens, normalOf(plane), right, down);
      session.change("plane Offset", { plane: offsetTo(plane, box, Math.round(to / step) * step) });
    } else {
      const to = [from.tip[0] + right / arm, from.tip[1] - down / arm] as const;
      session.change("plane turned", { plane: drawnTo(plane, lens, to, from.isNear) });
    }
  };
  const handle = (
    name: "along" | "about",
    sign: string,
    title: string,
    place: { left: number; top: number },
  ) => (
    <span
      className={styles.handle}
      style={place}
      aria-hidden="true"
      title={title}
      data-handle={name}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const { offset } = offsetOf(plane, lens.box);
        held.current = {
          left: event.clientX,
          top: event.clientY,
          offset,
          tip,
          isNear: dot(normal, lens.back) >= 0,
        };
      }}
      onPointerMove={(event) => {
        const from = held.current;
        if (from) drawn(name, event.clientX - from.left, event.clientY - from.top);
      }}
      onPointerUp={() => {
        held.current = null;
      }}
      onPointerCancel={() => {
        held.current = null;
      }}
    >
      {sign}
    </span>
  );
  return (
    <>
      <svg className={styles.over} aria-hidden="true">
        <path className={plot.halo} d={`M${foot.left} ${foot.top}L${left} ${top}`} />
        <path className={plot.cross} d={`M${foot.left} ${foot.top}L${left} ${top}`} />
      </svg>
      {handle("along", "⇕", "Drag the free plane along its normal", { left: foot.left, top: foot.top })}
      {handle("about", "↻", "Drag to turn the free plane", { left, top })}
    </>
  );
}
