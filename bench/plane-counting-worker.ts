/** The plane's worker, told on: every context that is made is counted. */
export {};

const worker = self as unknown as DedicatedWorkerGlobalScope;
let count = 0;
const { getContext } = OffscreenCanvas.prototype;
OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...given: unknown[]) {
  if (String(given[0]).startsWith("webgl")) {
    count += 1;
    worker.postMessage({ type: "contexts", count });
  }
  return (getContext as (...given: unknown[]) => unknown).apply(this, given);
} as typeof getContext;

// What comes before the worker listens waits for it.
const waiting: MessageEvent[] = [];
worker.onmessage = (event) => waiting.push(event);
await import("../src/shaders/plane-worker.ts");
for (const event of waiting) worker.onmessage?.(event);
