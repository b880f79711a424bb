import { eachAxis, type Lens, placeOf, type Triple } from "../../shaders/space/lens.ts";
import type { SpaceBody } from "../../shaders/space/scene.ts";

/** Corners of a curve that is to look round. */
const corners = 48;

/** The path of a body's edges, or of its three ellipses, in a picture. */
export function outlineOf({ shape, centre, half }: SpaceBody, lens: Lens): string {
  const place = (own: Triple) => {
    const at = placeOf(
      lens,
      eachAxis((k) => centre[k] + own[k] * half[k]),
    );
    return at ? `${at.left.toFixed(1)} ${at.top.toFixed(1)}` : null;
  };
  const line = (points: readonly Triple[]) => {
    const places = points.map(place);
    return places.includes(null) ? "" : `M${places.join("L")}`;
  };
  const axes = [0, 1, 2] as const;
  if (shape !== "box")
    return axes
      .map((axis) => line(Array.from({ length: corners + 1 }, (_, k) => onCircle(axis, k))))
      .join("");
  const ends = [-1, 1] as const;
  return axes
    .flatMap((axis) =>
      ends.flatMap((a) =>
        ends.map((b) => {
          const corner = (along: number) =>
            eachAxis((k) => (k === axis ? along : k === (axis + 1) % 3 ? a : b));
          return line([corner(-1), corner(1)]);
        }),
      ),
    )
    .join("");
}

function onCircle(axis: number, k: number): Triple {
  const angle = (2 * Math.PI * k) / corners;
  return eachAxis((own) => (own === axis ? 0 : own === (axis + 1) % 3 ? Math.cos(angle) : Math.sin(angle)));
}
