import { colourParts, needsMoreColours, needsSlices } from "./colour-parts.ts";
import { FieldCompiler } from "./compiled-field.ts";
import { needsMoreLayers } from "./layer-parts.ts";
import { needsMoreMaps } from "./map-parts.ts";
import { PlaneService } from "./plane-service.ts";
import type { PlaneReply, PlaneRequest } from "./protocol.ts";
import type { PlaneRenderer } from "./renderer.ts";
import type { ShownRanges } from "./view-caches.ts";
import { WebglRenderer } from "./webgl-renderer.ts";
import { createContext, createRegl } from "./webgl2-regl.ts";

/** The module worker that draws all planes of the page on one canvas. */
declare const self: DedicatedWorkerGlobalScope;

const compiler = new FieldCompiler();
const shown = new Map<string, ShownRanges>();
const canvas = new OffscreenCanvas(1, 1);
const gl = createContext(canvas);

/** Milliseconds a context stays lost when it was lost on purpose: long enough for its loss to be told. */
const lossTime = 50;

function createRenderer(gl: WebGL2RenderingContext): PlaneRenderer {
  return new WebglRenderer(createRegl(gl), compiler, shown);
}

// Tasks go through a message port: timers are held back to 4 ms after a few turns.
const tasks: (() => void)[] = [];
const channel = new MessageChannel();
channel.port1.onmessage = () => tasks.shift()?.();

const service = new PlaneService(
  {
    post: (reply: PlaneReply, transfer) => self.postMessage(reply, [...transfer]),
    defer: (task) => {
      tasks.push(task);
      channel.port2.postMessage(null);
    },
    now: () => performance.now(),
    loseContext: () => {
      const extension = gl?.getExtension("WEBGL_lose_context");
      if (!extension) return false;
      canvas.addEventListener(
        "webglcontextlost",
        () => setTimeout(() => extension.restoreContext(), lossTime),
        { once: true },
      );
      extension.loseContext();
      return true;
    },
  },
  gl && createRenderer(gl),
);

// Few need it, so few load it.
if (!gl) {
  import("./cpu-renderer.ts")
    .then(({ CpuRenderer }) => service.begin(new CpuRenderer(compiler)))
    .catch(reportError);
}

canvas.addEventListener("webglcontextlost", (event) => {
  // Without this the browser would never give the context back.
  event.preventDefault();
  service.contextLost();
});
canvas.addEventListener("webglcontextrestored", () => gl && service.contextRestored(createRenderer(gl)));

// What is asked for waits for what it takes, and what comes later for what came before.
let received = Promise.resolve();
self.onmessage = ({ data }: MessageEvent<PlaneRequest>) => {
  received = received
    .then(async () => {
      if (needsSlices(data)) colourParts.slices = await import("./slices.ts");
      if (needsMoreColours(data)) (await import("./more-colours.ts")).installMoreColours();
      if (needsMoreLayers(data)) (await import("./more-layers.ts")).installMoreLayers();
      if (needsMoreMaps(data)) (await import("./more-maps.ts")).installMoreMaps();
    })
    .catch(() => undefined)
    .then(() => service.receive(data));
};
