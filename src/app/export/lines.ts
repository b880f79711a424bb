import type { PlaneState } from "../../shaders/protocol.ts";
import type { LineLayer } from "../../shaders/vector-layer.ts";
import type { WorldLine } from "../cpu/protocol.ts";

/** The streamlines of a state in world coordinates, those that show at all. A closed one ends where it begins. */
export function worldLines(layers: readonly LineLayer[], state: PlaneState): WorldLine[] {
  const { view, width, height } = state;
  const shows = (x: number, y: number) => x >= 0 && y >= 0 && x <= width && y <= height;
  return layers
    .flatMap(({ lines }) => lines)
    .filter(({ points }) => points.some((x, k) => k % 2 === 0 && shows(x, points[k + 1] as number)))
    .map(({ points: pixels, step, closed }) => {
      const points = Float64Array.from(pixels, (pixel, k) =>
        k % 2 === 0
          ? view.centreX + (pixel - width / 2) * view.unitsPerPixel
          : view.centreY - (pixel - height / 2) * view.unitsPerPixel,
      );
      const arcs = Float64Array.from({ length: points.length / 2 }, (_, k) => k * step * view.unitsPerPixel);
      return closed ? joinedUp(points, arcs) : { points, arcs };
    });
}

function joinedUp(points: Float64Array, arcs: Float64Array): WorldLine {
  const [x = 0, y = 0] = points;
  const [lastX = 0, lastY = 0] = points.subarray(-2);
  const length = (arcs.at(-1) ?? 0) + Math.hypot(x - lastX, y - lastY);
  return { points: Float64Array.of(...points, x, y), arcs: Float64Array.of(...arcs, length) };
}
