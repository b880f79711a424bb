/** Runs in the page before all else: keeps how long its long tasks took, and counts the pictures it shows. */
const watched = { longTasks: /** @type {number[]} */ ([]), pictures: 0 };
Object.assign(globalThis, { watched });

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) watched.longTasks.push(duration);
}).observe({ type: "longtask" });

const { transferFromImageBitmap } = ImageBitmapRenderingContext.prototype;
ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
  watched.pictures += 1;
  transferFromImageBitmap.call(this, bitmap);
};
