import { type CSSProperties, useRef } from "react";
import { along, slid } from "../../app/space/motion.ts";
import { eachAxis, isFacing, type Lens, placeOf } from "../../shaders/space/lens.ts";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import styles from "./Space.module.css";

/** What slices are drawn by in the picture. */
export function SliceHandles({ lens }: { lens: Lens }) {
  const shown = useSpaceState(({ cell }) => cell.slices.shown);
  const names = useAxisNames();
  return ([0, 1, 2] as const).map(
    (axis) => shown[axis] && <Handle key={axis} axis={axis} lens={lens} name={names[axis] ?? ""} />,
  );
}

/** A slice is drawn by this along its axis; its slider does the same with keys. */
function Handle({ axis, lens, name }: { axis: 0 | 1 | 2; lens: Lens; name: string }) {
  const session = useSpace();
  const at = useSpaceState(({ cell }) => cell.slices.at[axis]);
  const held = useRef<{ readonly left: number; readonly top: number; readonly at: number } | null>(null);
  const place = placeOf(lens, handlePlace(lens, axis, at));
  if (!place) return null;
  const style: CSSProperties = { left: place.left, top: place.top };
  return (
    <span
      className={styles.handle}
      style={style}
      aria-hidden="true"
      title={`Drag the slice across ${name}`}
      data-handle={axis}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { left: event.clientX, top: event.clientY, at };
      }}
      onPointerMove={(event) => {
        const from = held.current;
        if (!from) return;
        const moved = from.at + along(lens, axis, event.clientX - from.left, event.clientY - from.top);
        const step = 10 ** Math.floor(Math.log10(lens.pixel));
        const slices = slid(session.store.getState().cell, axis, Math.round(moved / step) * step);
        session.change(`slice ${axis}`, { slices });
      }}
      onPointerUp={() => {
        held.current = null;
      }}
      onPointerCancel={() => {
        held.current = null;
      }}
    >
      <i>{name}</i>
    </span>
  );
}

/** Where along an edge handles are, so that those of different slices are apart. */
const handleShare = 0.88;

/** On the edge of the slice at the face of the box that is turned to the eye most. */
function handlePlace(lens: Lens, axis: 0 | 1 | 2, at: number) {
  const { box, back } = lens;
  const others = ([0, 1, 2] as const).filter((k) => k !== axis);
  const facing = others.filter((k) => isFacing(lens, k, 0) || isFacing(lens, k, 1));
  const towards = facing.sort((a, b) => Math.abs(back[b]) - Math.abs(back[a]))[0] ?? others[0];
  return eachAxis((k) => {
    if (k === axis) return at;
    if (k !== towards) return box.low[k] + handleShare * (box.high[k] - box.low[k]);
    return isFacing(lens, k, 1) ? box.high[k] : box.low[k];
  });
}
