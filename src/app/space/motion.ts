import { shortBeside } from "../../shaders/short.ts";
import { eachAxis, type Lens, placeOf, type SpaceCamera, type Triple } from "../../shaders/space/lens.ts";
import { bounds } from "../document/bounds.ts";
import type { SpaceCell } from "../document/document.ts";
import { spaceBounds } from "../document/space-cell.ts";
import { alongDirection, tenths } from "./plane-motion.ts";

/** Cameras and slices, moved as hands and keys move them. */

/** Turned by so many degrees to the right and up. */
export function turned(camera: SpaceCamera, right: number, up: number): SpaceCamera {
  const azimuth = ((((camera.azimuth - right + 180) % 360) + 360) % 360) - 180;
  const elevation = Math.min(90, Math.max(-90, camera.elevation + up));
  return { ...camera, azimuth: tenths(azimuth), elevation: tenths(elevation) };
}

export function zoomed(camera: SpaceCamera, factor: number): SpaceCamera {
  const [least, most] = spaceBounds.zoom;
  const zoom = Math.min(most, Math.max(least, camera.zoom * factor));
  return { ...camera, zoom: Number(zoom.toPrecision(6)) };
}

/** What is seen moves by CSS pixels to the right and down. */
export function panned(camera: SpaceCamera, lens: Lens, right: number, down: number): SpaceCamera {
  const { target, pixel, width } = lens;
  const moved = eachAxis((axis) => {
    const to = target[axis] + pixel * (down * lens.up[axis] - right * lens.right[axis]);
    return shortBeside(Math.min(bounds.coordinate, Math.max(-bounds.coordinate, to)), pixel * width);
  });
  return { ...camera, target: moved };
}

/** One slice lies elsewhere along its axis: in few digits, and never outside the box. */
export function slid(
  { slices, box }: Pick<SpaceCell, "slices" | "box">,
  axis: number,
  to: number,
): SpaceCell["slices"] {
  const within = (low: number, high: number) => Math.min(high, Math.max(low, shortBeside(to, high - low)));
  const at = eachAxis((k) => (k === axis ? within(box.low[k], box.high[k]) : slices.at[k]));
  return { ...slices, at };
}

/** Where one looks from, by name. */
export const namedViews = {
  corner: { azimuth: -55, elevation: 24 },
  /** Along each axis, towards its beginning. */
  axes: [
    { azimuth: 0, elevation: 0 },
    { azimuth: -90, elevation: 0 },
    { azimuth: -90, elevation: 90 },
  ],
} as const;

/** How far along an axis of the world a hand has moved that went so many CSS pixels to the right and down. */
export function along(lens: Lens, axis: 0 | 1 | 2, toRight: number, down: number): number {
  return alongDirection(
    lens,
    eachAxis((k) => Number(k === axis)),
    toRight,
    down,
  );
}

/** Where a point of the box is drawn to by a hand that goes so many CSS pixels to the right and down: at its depth. */
export function dragged(lens: Lens, point: Triple, toRight: number, down: number): Triple {
  const { box, right, up, pixel } = lens;
  const beside = (by: number) =>
    placeOf(
      lens,
      eachAxis((axis) => point[axis] + by * right[axis]),
    );
  const [here, there] = [beside(0), beside(pixel)];
  // Nearer to the eye a pixel is less of the world.
  const scale = here && there ? pixel / Math.max(1e-3, there.left - here.left) : pixel;
  const digits = Math.min(20, Math.max(0, 1 - Math.floor(Math.log10(pixel))));
  return eachAxis((axis) => {
    const to = Number((point[axis] + scale * (toRight * right[axis] - down * up[axis])).toFixed(digits));
    return Math.min(box.high[axis], Math.max(box.low[axis], to));
  });
}
