import { grounds, type Theme } from "../palette.ts";
import type { Pause, Plate } from "../renderer.ts";
import { lineColours } from "../streamlines/line-style.ts";
import { wholeOf } from "../tile.ts";

/** Rows that are read at once: of the largest pictures a few megabytes. */
const band = 64;

/**
 * Particles as an image that is clear where there are none, from a plate of them alone: there a pixel is
 * (1 − a) ground + a ink in each channel, as layers/compose.frag.glsl lays them over anything, and so a is known.
 */
export async function particleVeil(plate: Plate, theme: Theme, pause: Pause): Promise<OffscreenCanvas> {
  const { width, height } = plate;
  const veil = new OffscreenCanvas(width, height);
  const context = veil.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error(`a picture of ${width}×${height} pixels is too large for this browser`);
  await plate.draw(wholeOf(plate), context, { x: 0, y: 0 }, pause);
  for (let row = 0; row < height; row += band) {
    const pixels = context.getImageData(0, row, width, Math.min(band, height - row));
    clearGround(pixels.data, theme);
    context.putImageData(pixels, 0, row);
  }
  return veil;
}

/** Makes pixels of ink over the ground of a theme pixels of ink that cover as much. */
export function clearGround(data: Uint8ClampedArray, theme: Theme): void {
  const ground = grounds[theme];
  const ink = lineColours[theme].ink.slice(0, 3).map((channel) => Math.round(255 * channel));
  const contrast = ink.map((channel, k) => Math.abs(channel - (ground[k] as number)));
  // Where they differ most a rounding matters least.
  const most = contrast.indexOf(Math.max(...contrast));
  const [below, above] = [ground[most] as number, ink[most] as number];
  for (let k = 0; k < data.length; k += 4) {
    const cover = (below - (data[k + most] as number)) / (below - above);
    data.set(ink, k);
    data[k + 3] = Math.round(255 * cover);
  }
}
