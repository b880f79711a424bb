/** Runs in the page before all else: keeps when it was painted, when a picture stood and the editor, and what moved. */
const visited = {
  /** Milliseconds from the start of the visit. */
  paint: 0,
  picture: 0,
  editor: 0,
  /** What has moved on the page by itself, as browsers count it. */
  shift: 0,
  /** When the last picture came. */
  last: 0,
};
Object.assign(globalThis, { visited });

new PerformanceObserver((list) => {
  for (const { name, startTime } of list.getEntries())
    if (name === "first-contentful-paint") visited.paint = startTime;
}).observe({ type: "paint", buffered: true });

new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    visited.shift += /** @type {{ value?: number }} */ (entry).value ?? 0;
}).observe({ type: "layout-shift", buffered: true });

const glance = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const { transferFromImageBitmap: showBitmap } = ImageBitmapRenderingContext.prototype;
ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
  showBitmap.call(this, bitmap);
  // A picture only counts when its pixels exist.
  if (this.canvas.width > 0 && this.canvas.height > 0) glance?.drawImage(this.canvas, 0, 0, 1, 1);
  glance?.getImageData(0, 0, 1, 1);
  visited.last = performance.now();
  visited.picture ||= visited.last;
};

// The editor stands in a shadow, which is not seen from the document.
const { attachShadow } = Element.prototype;
Element.prototype.attachShadow = function (options) {
  const root = attachShadow.call(this, options);
  new MutationObserver((_, observer) => {
    if (!root.querySelector("[contenteditable]")) return;
    visited.editor ||= performance.now();
    observer.disconnect();
  }).observe(root, { childList: true, subtree: true });
  return root;
};
