import { grounds, type Theme } from "../palette.ts";
import { lineColours } from "../streamlines/line-style.ts";

/** Rows that are read at once: of the largest pictures a few megabytes. */
const band = 64;

/**
 * Particles as an image that is clear where there are none, from the picture of them alone: there a pixel is
 * (1 − a) ground + a ink in each channel, as layers/compose.frag.glsl lays them over anything, and so a is known.
 */
export function particleVeil(picture: OffscreenCanvas, theme: Theme): OffscreenCanvas {
  const { width, height } = picture;
  const veil = new OffscreenCanvas(width, height);
  const [from, to] = [picture.getContext("2d"), veil.getContext("2d")];
  if (!from || !to) throw new Error(`a picture of ${width}×${height} pixels is too large for this browser`);
  for (let row = 0; row < height; row += band) {
    const pixels = from.getImageData(0, row, width, Math.min(band, height - row));
    clearGround(pixels.data, theme);
    to.putImageData(pixels, 0, row);
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
