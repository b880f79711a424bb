import { createPlaneState } from "../src/app/testing/plane-state.ts";
import { createScreen, pixelsOf } from "../src/components/screen.ts";
import { PlaneClient } from "../src/shaders/plane-client.ts";
import type { PlaneState } from "../src/shaders/protocol.ts";
import type { ShownPicture } from "../src/shaders/shown-picture.ts";

/** The plane's worker as the page runs it, which tells how many contexts it makes. */
function createWorker(): Worker {
  return new Worker(new URL("./plane-counting-worker.ts", import.meta.url), { type: "module" });
}

/** Where a view is shown: as on the page, on one canvas for pixels and one for bitmaps. */
interface Screen {
  readonly bitmaps: HTMLCanvasElement;
  readonly pixels: HTMLCanvasElement;
  show(picture: ShownPicture): void;
}

const probe = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

/** Shows a picture and reads one of its pixels: a frame only counts when its pixels exist. */
function showAndRead(screen: Screen, picture: ShownPicture): void {
  screen.show(picture);
  if ("data" in picture) pixelsOf(screen.pixels)?.getImageData(0, 0, 1, 1);
  else {
    probe?.drawImage(screen.bitmaps, 0, 0, 1, 1);
    probe?.getImageData(0, 0, 1, 1);
  }
}

function screen(): Screen {
  const [bitmaps, pixels] = [document.createElement("canvas"), document.createElement("canvas")];
  document.body.append(pixels, bitmaps);
  return { bitmaps, pixels, show: createScreen(pixels, bitmaps) };
}

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

function connect(screenOf: (viewId: string) => Screen | undefined, seen: (viewId: string) => void) {
  let contexts = 0;
  const client = new PlaneClient(
    {
      frame: ({ viewId, bitmap, progress }) => {
        const place = screenOf(viewId);
        if (place) showAndRead(place, bitmap);
        if (progress === 1) seen(viewId);
      },
      moved: ({ viewId, picture }) => {
        const place = screenOf(viewId);
        if (place) showAndRead(place, picture);
      },
      problem: ({ message }) => {
        throw new Error(message);
      },
      context: () => undefined,
      crash: (message) => {
        throw new Error(message);
      },
    },
    () => {
      const worker = createWorker();
      worker.addEventListener("message", ({ data }) => {
        if (data.type === "contexts") contexts = data.count;
      });
      return worker;
    },
  );
  return { client, contexts: () => contexts };
}

/** Frames a second of a whole plane of 1340 × 780 with a map, streamlines and so many particles. */
async function particleFrames(count: number, seconds: number): Promise<number> {
  const place = screen();
  let ready: () => void = () => undefined;
  const drawn = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const { client } = connect(() => place, ready);
  const plain = createPlaneState({ width: 1340, height: 780, pixelRatio: 1 }, { x: 0, y: 0, span: 11 });
  const particles = { on: true, count, density: false, speed: 1 };
  const state: PlaneState = {
    ...plain,
    source: "F(x, y) = (sin(x) + 1.2 sin(y), sin(y) - 1.2 sin(x))",
    layers: { ...plain.layers, particles },
  };
  client.show(state);
  await drawn;
  // As the page does it: each animation frame asks for the next moment when the last one is on show.
  const warm = 4;
  for (let frame = 0; frame < warm; frame += 1) await client.move(state.viewId, 0.02);
  let before = await nextFrame();
  const start = performance.now();
  let frames = 0;
  while (performance.now() - start < 1000 * seconds) {
    const now = await nextFrame();
    await client.move(state.viewId, Math.min(0.1, Math.max(0.001, (now - before) / 1000)));
    before = now;
    frames += 1;
  }
  const elapsed = (performance.now() - start) / 1000;
  client.dispose();
  for (const canvas of [place.bitmaps, place.pixels]) canvas.remove();
  return frames / elapsed;
}

/** Views of one notebook, all on the worker's one context; how many contexts there were in the end. */
async function manyViews(count: number): Promise<{ contexts: number; milliseconds: number }> {
  const screens = new Map<string, Screen>();
  for (let k = 0; k < count; k += 1) screens.set(`view ${k}`, screen());
  const waiting = new Set(screens.keys());
  let ready: () => void = () => undefined;
  const drawn = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const { client, contexts } = connect(
    (viewId) => screens.get(viewId),
    (viewId) => {
      waiting.delete(viewId);
      if (waiting.size === 0) ready();
    },
  );
  const start = performance.now();
  const plain = createPlaneState({ width: 420, height: 300, pixelRatio: 1 }, { x: 0, y: 0, span: 6 });
  for (const [k, viewId] of [...screens.keys()].entries())
    client.show({ ...plain, viewId, source: `F(x, y) = (sin(x + ${k}/7), cos(y) x)` });
  await drawn;
  const milliseconds = performance.now() - start;
  const result = { contexts: contexts(), milliseconds };
  client.dispose();
  for (const { bitmaps, pixels } of screens.values()) {
    bitmaps.remove();
    pixels.remove();
  }
  return result;
}

/** What the benchmark calls. */
Object.assign(globalThis, { plane: { particleFrames, manyViews } });
