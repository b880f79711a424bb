import type { CompiledField } from "../compiled-field.ts";
import { float64Map } from "../float64-map.ts";
import type { Legend } from "../legend.ts";
import { paletteOf } from "../make-legend.ts";
import { comparedMap } from "../map-parts.ts";
import { cssColour, isDiverging, paletteColour } from "../palette.ts";
import { pixelGrid } from "../pixels.ts";
import type { PlaneState } from "../protocol.ts";
import type { Pause } from "../renderer.ts";
import { placeOf, stretchOf } from "../scale.ts";
import type { LineLayer } from "../vector-layer.ts";

/** CSS colours of lines and arrowheads; null where the map has none. */
export interface MapInks {
  /** Of each line, from every point to the next. */
  readonly lines: readonly (readonly (string | null)[])[];
  readonly heads: readonly (string | null)[];
}

/** Colours of a palette that are told apart, less one: neighbours look the same. Even, so that there is a middle. */
const shades = 128;
/** Points between two looks at whether the figure is still wanted. */
const chunk = 4096;

/**
 * The map's colours at the middles of lines' pieces and of arrowheads, from its values in float64. `scale`: the map's
 * pixels per CSS pixel, which say what probes a point has where each pixel has its own.
 */
export async function mapInks(
  { lines, arrows }: LineLayer,
  compiled: CompiledField,
  state: PlaneState,
  scale: number,
  legend: Pick<Legend, "low" | "high" | "threshold">,
  pause: Pause,
): Promise<MapInks> {
  const counts = lines.map(({ points, closed }) => points.length / 2 - (closed ? 0 : 1));
  const middles = [
    ...lines.flatMap(({ points }, l) => {
      return Array.from({ length: counts[l] as number }, (_, k) =>
        [0, 1].map((axis) => {
          const [from, to] = [points[2 * k + axis], points[(2 * k + 2 + axis) % points.length]];
          return ((from as number) + (to as number)) / 2;
        }),
      );
    }),
    ...arrows.map(({ x, y }) => [x, y]),
  ] as [number, number][];
  const colours: (string | null)[] = [];
  while (colours.length < middles.length) {
    const some = middles.slice(colours.length, colours.length + chunk);
    colours.push(...coloursAt(some, compiled, state, scale, legend));
    await pause(1);
  }
  let at = 0;
  const inks = counts.map((count) => {
    at += count;
    return colours.slice(at - count, at);
  });
  return { lines: inks, heads: colours.slice(at) };
}

function coloursAt(
  places: readonly (readonly [number, number])[],
  compiled: CompiledField,
  state: PlaneState,
  scale: number,
  legend: Pick<Legend, "low" | "high" | "threshold">,
): (string | null)[] {
  const { map, view, width, height, theme } = state;
  const points = Float64Array.from(
    places.flatMap(([x, y]) => [
      view.centreX + (x - width / 2) * view.unitsPerPixel,
      view.centreY - (y - height / 2) * view.unitsPerPixel,
    ]),
  );
  const grid = pixelGrid(state, scale);
  const pixel = (place: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(place * scale)));
  const indexOf = (k: number) => {
    const [x, y] = places[k] as readonly [number, number];
    return pixel(y, grid.height) * grid.width + pixel(x, grid.width);
  };
  const probes =
    map.kind === "exact"
      ? null
      : comparedMap().isPerPoint(state)
        ? comparedMap().pixelProbes(
            map,
            places.map((_, k) => indexOf(k)),
          )
        : comparedMap().sharedProbes(map);
  const isLeft = (k: number) => (places[k] as readonly [number, number])[0] < map.compare.divider * width;
  const bindings = compiled.bindings(state.time);
  const { values } = float64Map(compiled, map, bindings, points, probes, isLeft, indexOf);
  const palette = paletteOf(state);
  const stretch = stretchOf(isDiverging(palette), legend, legend.threshold);
  return Array.from(values, (value) => {
    if (!Number.isFinite(value)) return null;
    const shade = Math.round(shades * placeOf(value, stretch, legend.threshold));
    return cssColour(paletteColour(palette, theme, shade / shades));
  });
}
