import type { Page, Worker } from "@playwright/test";

/** The worker that draws the page's pictures. */
export function planeWorker(page: Page): Worker {
  const worker = page.workers().find((candidate) => candidate.url().includes("plane-worker"));
  if (!worker) throw new Error("The page has no plane worker.");
  return worker;
}

interface Counting {
  shadersCompiled: number;
}

/** Counts the shaders that the worker compiles from now on. Returns how to read the count. */
export async function countShaders(page: Page): Promise<() => Promise<number>> {
  const worker = planeWorker(page);
  await worker.evaluate(() => {
    const counting = globalThis as unknown as Counting;
    counting.shadersCompiled = 0;
    const { compileShader } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.compileShader = function (shader) {
      counting.shadersCompiled += 1;
      compileShader.call(this, shader);
    };
  });
  return () => worker.evaluate(() => (globalThis as unknown as Counting).shadersCompiled);
}
