import { slicePlace } from "../../app/space/handle-places.ts";
import { along, slid } from "../../app/space/motion.ts";
import { type Lens, placeOf } from "../../shaders/space/lens.ts";
import { useAxisNames, useSpace, useSpaceState } from "./context.ts";
import { Handle } from "./Handle.tsx";

/** What slices are drawn by in the picture, each along its axis. */
export function SliceHandles({ lens }: { lens: Lens }) {
  const session = useSpace();
  const { at, shown } = useSpaceState(({ cell }) => cell.slices);
  const names = useAxisNames();
  return ([0, 1, 2] as const).map((axis) => {
    const place = shown[axis] && placeOf(lens, slicePlace(lens, axis, at[axis]));
    return (
      place && (
        <Handle
          key={axis}
          name={String(axis)}
          title={`Drag the slice across ${names[axis]}`}
          place={place}
          from={at[axis]}
          onDrag={(from, right, down) => {
            const step = 10 ** Math.floor(Math.log10(lens.pixel));
            const to = Math.round((from + along(lens, axis, right, down)) / step) * step;
            session.change(`slice ${axis}`, { slices: slid(session.store.getState().cell, axis, to) });
          }}
        >
          <i>{names[axis]}</i>
        </Handle>
      )
    );
  });
}
