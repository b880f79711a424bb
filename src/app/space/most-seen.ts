import { isDiverging } from "../../shaders/palette.ts";
import { placeOf, stretchOf } from "../../shaders/scale.ts";
import { eachAxis, type Ray, sizeOf, type Triple } from "../../shaders/space/lens.ts";
import type { SpaceScene } from "../../shaders/space/scene.ts";
import { densityOf } from "../../shaders/space/uniforms.ts";

/** Samples of a ray that are taken at once: along all of it, and then around the one that is seen most. */
const count = 1024;

/** What is known of a ray through a cloud. */
export interface MostSeen {
  /** Where most of what is seen comes from, for its length. */
  readonly point: Triple;
  /** Of what is behind the cloud, the share that it hides. */
  readonly hidden: number;
}

/**
 * Where a cloud is seen most along a ray, up to `end` of it: where T·σ is largest, σ being the density and T = exp(−∫σ) what
 * is still seen from there. `read` gives the map's values at places, or null where it cannot. Null where no cloud is met.
 */
export async function mostSeen(
  { lens: { box }, volume, legend, palette }: Pick<SpaceScene, "lens" | "volume" | "legend" | "palette">,
  { from, along }: Ray,
  end: number,
  read: (places: readonly Triple[]) => Promise<ArrayLike<number> | null>,
): Promise<MostSeen | null> {
  if (!volume) return null;
  const ends = eachAxis((k) =>
    [(box.low[k] - from[k]) / along[k], (box.high[k] - from[k]) / along[k]].sort((a, b) => a - b),
  );
  const first = Math.max(0, ...ends.map(([enters]) => enters as number));
  const last = Math.min(end, ...ends.map(([, leaves]) => leaves as number));
  if (!(last > first)) return null;
  const diverging = isDiverging(palette);
  const stretch = stretchOf(diverging, legend, legend.threshold);
  const density = densityOf(volume) / Math.max(...sizeOf(box));
  const { cut, contrast } = volume;
  const densityAt = (value: number) => {
    if (!Number.isFinite(value)) return 0;
    const place = placeOf(value, stretch, legend.threshold);
    const share = diverging ? Math.abs(2 * place - 1) : (place - stretch.low) / (stretch.high - stretch.low);
    return density * (Math.max(0, share - cut) / Math.max(1e-3, 1 - cut)) ** contrast;
  };
  const at = (distance: number) => eachAxis((k) => from[k] + distance * along[k]);
  /** From a to b, of what `clear` is still seen: where most is seen, and what is seen of all behind. */
  async function look(a: number, b: number, clear: number) {
    const step = (b - a) / count;
    const values = await read(Array.from({ length: count }, (_, k) => at(a + (k + 0.5) * step)));
    if (!values) return null;
    const most = { seen: 0, distance: a, clear };
    let rest = clear;
    for (let k = 0; k < count; k += 1) {
      const own = densityAt(values[k] as number);
      const seen = rest * own * Math.exp((-own * step) / 2);
      if (seen > most.seen) Object.assign(most, { seen, distance: a + (k + 0.5) * step, clear: rest });
      rest *= Math.exp(-own * step);
    }
    return { ...most, rest, step };
  }
  const whole = await look(first, last, 1);
  if (!whole || whole.seen === 0) return null;
  const { distance, clear, step, rest } = whole;
  const [a, b] = [Math.max(first, distance - step), Math.min(last, distance + step)];
  return { point: at((await look(a, b, clear))?.distance ?? distance), hidden: 1 - rest };
}
