/** A picture as bytes: red, green, blue and coverage of every pixel, row-major from the top left. */
export interface PicturePixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** A picture on its way to the screen, as what made it has it: the GPU a bitmap, the CPU pixels. */
export type ShownPicture = ImageBitmap | PicturePixels;

/** Frees a picture that nobody will show. */
export function discard(picture: ShownPicture): void {
  if ("close" in picture) picture.close();
}
