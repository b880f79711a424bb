import type { PicturePixels, ShownPicture } from "../shaders/shown-picture.ts";

/** What pixels are put on, by the canvas that is its place on the page; a canvas has one for good. */
const surfaces = new WeakMap<HTMLCanvasElement, OffscreenCanvas>();

/** Animation frames after which a surface is on show. */
const lag = 2;

/**
 * Shows pictures on two canvases: pixels below, and bitmaps over them, which are hidden while pixels are shown. Pixels go to
 * the screen by a surface of their own: with the rest of the page their memory would be taken anew for every picture, which
 * may take longer than the picture. So they come a little later than the page, and until then the last bitmap stays.
 */
export function createScreen(
  below: HTMLCanvasElement,
  above: HTMLCanvasElement,
): (picture: ShownPicture) => void {
  let pictures = 0;

  function uncover(serial: number, frames: number): void {
    if (frames > 0) requestAnimationFrame(() => uncover(serial, frames - 1));
    else if (serial === pictures) above.hidden = true;
  }

  return (picture) => {
    if ("data" in picture) {
      put(picture, below);
      below.hidden = false;
      if (!above.hidden) uncover(pictures, lag);
    } else {
      pictures += 1;
      resize(above, picture);
      above.getContext("bitmaprenderer")?.transferFromImageBitmap(picture);
      above.hidden = false;
      below.hidden = true;
    }
  };
}

/** What the pixels on a canvas are put with, and read. */
export function pixelsOf(canvas: HTMLCanvasElement): OffscreenCanvasRenderingContext2D | null {
  return surfaces.get(canvas)?.getContext("2d", { alpha: false, willReadFrequently: true }) ?? null;
}

function put(picture: PicturePixels, canvas: HTMLCanvasElement): void {
  const { width, height, data } = picture;
  const surface = surfaces.get(canvas) ?? canvas.transferControlToOffscreen();
  surfaces.set(canvas, surface);
  resize(surface, picture);
  pixelsOf(canvas)?.putImageData(new ImageData(data, width, height), 0, 0);
}

/** Setting a size clears what is there. */
function resize(canvas: HTMLCanvasElement | OffscreenCanvas, { width, height }: ShownPicture): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
