import { sliceOf } from "../app/plane/slice.ts";
import { isPlane } from "../shaders/slice.ts";
import { PlaceControls, type Placed } from "./PlaceControls.tsx";
import { usePlaneSession, useView } from "./session.ts";

/** Where in R^n the plane lies: the coordinates or directions it runs along, and the other coordinates. */
export function SliceControls() {
  const { view } = usePlaneSession();
  const slice = useView(sliceOf);
  const names = useView((state) => state.picture?.field.coordinateNames);
  if (!slice || !names) return null;
  const { origin, across, up } = slice;
  const sliceAt = ({ origin, directions: [across = [], up = []] }: Placed) => ({ origin, across, up });
  return (
    <PlaceControls
      placed={{ origin, directions: [across, up] }}
      names={names}
      title="Slice"
      labels={["Across", "Up"]}
      count="Two"
      formula="x = origin + s across + t up"
      spans="a plane"
      isSpan={(directions) => isPlane(sliceAt({ origin, directions }))}
      onChange={(placed) => view.setPlane({ slice: sliceAt(placed) })}
    >
      There is no flux here: the divergence theorem is about regions of R<sup>{names.length}</sup>.
    </PlaceControls>
  );
}
