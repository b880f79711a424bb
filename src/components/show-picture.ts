import type { ShownPicture } from "../shaders/shown-picture.ts";

/**
 * Shows a picture on a canvas that shows nothing but such pictures. Pixels stay where the CPU has them, and are shown by a
 * way of their own: waiting for the rest of the page takes software renderers longer than the picture.
 */
export function show(picture: ShownPicture, canvas: HTMLCanvasElement): void {
  const { width, height } = picture;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  if ("data" in picture)
    canvas
      .getContext("2d", { alpha: false, desynchronized: true, willReadFrequently: true })
      ?.putImageData(new ImageData(picture.data, width, height), 0, 0);
  else canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(picture);
}
