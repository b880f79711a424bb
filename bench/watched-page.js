/** Runs in the page before all else: counts the pictures it shows. */
const watched = { pictures: 0 };
Object.assign(globalThis, { watched });

const { transferFromImageBitmap } = ImageBitmapRenderingContext.prototype;
ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
  watched.pictures += 1;
  transferFromImageBitmap.call(this, bitmap);
};

// Where the CPU lays particles over the map, pixels are what is shown.
const { putImageData } = OffscreenCanvasRenderingContext2D.prototype;
OffscreenCanvasRenderingContext2D.prototype.putImageData = function (/** @type {any[]} */ ...given) {
  watched.pictures += 1;
  Reflect.apply(putImageData, this, given);
};
