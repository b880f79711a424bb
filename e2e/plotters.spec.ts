import type { Compared } from "./pages/plotters.ts";
import { bundled } from "./support/bundled.ts";
import { expect, test } from "./support/fixtures.ts";

interface Plotting {
  stamps(seed: number, dot: number, dots: number): Compared;
  tiled(seed: number, dot: number): readonly { readonly marked: number; readonly different: number }[];
  counts(seed: number, dot: number, crowded: number): Compared;
  laid(seed: number, kind: "stamps" | "counts"): { readonly different: number; readonly covered: number };
}

const seed = 20_261_127;

test(`particles drawn by the GPU and by the CPU leave the same marks, texel for texel (seeds from ${seed})`, async ({
  page,
}) => {
  await bundled(page, "plotters.ts");
  const stamped = await page.evaluate((seed) => {
    const { plotting } = globalThis as unknown as { plotting: Plotting };
    return [1, 2, 3].flatMap((dot) =>
      [1, 2, 3, 4].map((dots) => ({ dot, dots, ...plotting.stamps(seed + 10 * dot + dots, dot, dots) })),
    );
  }, seed);
  for (const { dot, dots, ...found } of stamped) {
    const named = `dots of ${dot} px, ${dots} a step`;
    expect(found.different, named).toBe(0);
    // There is something to compare, and ground beside it.
    expect(found.marked, named).toBeGreaterThan(700);
    expect(found.marked, named).toBeLessThan(0.9 * found.texels);
    expect(found.largest, named).toBe(Math.fround(0.6));
  }

  const counted = await page.evaluate((seed) => {
    const { plotting } = globalThis as unknown as { plotting: Plotting };
    return [1, 2, 3].flatMap((dot) =>
      [0, 0.2, 0.8].map((crowded, k) => ({
        dot,
        crowded,
        ...plotting.counts(seed + 50 + 10 * dot + k, dot, crowded),
      })),
    );
  }, seed);
  for (const { dot, crowded, ...found } of counted) {
    const named = `dots of ${dot} px, ${100 * crowded} % crowded`;
    expect(found.different, named).toBe(0);
    expect(found.marked, named).toBeGreaterThan(300);
    // Crowds are more than a byte counts, and counted as 255.
    if (crowded > 0.5) expect(found.largest, named).toBe(255);
    else expect(found.largest, named).toBeGreaterThan(1);
  }
  expect(new Set(counted.map(({ largest }) => largest)).size).toBeGreaterThan(2);
});

test(`tiles of a picture have the dots of the whole picture, those across their edges too (seeds from ${seed})`, async ({
  page,
}) => {
  await bundled(page, "plotters.ts");
  const found = await page.evaluate((seed) => {
    const { plotting } = globalThis as unknown as { plotting: Plotting };
    return [1, 2, 3, 8].flatMap((dot) => plotting.tiled(seed + 100 + dot, dot));
  }, seed);
  for (const { marked, different } of found) {
    expect(different).toBe(0);
    expect(marked).toBeGreaterThan(300);
  }
});

test(`particles laid over a picture by the GPU and by the CPU are the same bytes (seeds from ${seed})`, async ({
  page,
}) => {
  await bundled(page, "plotters.ts");
  const found = await page.evaluate((seed) => {
    const { plotting } = globalThis as unknown as { plotting: Plotting };
    return [0, 1, 2].flatMap((k) =>
      (["stamps", "counts"] as const).map((kind) => plotting.laid(seed + k, kind)),
    );
  }, seed);
  for (const { different, covered } of found) {
    expect(different).toBe(0);
    expect(covered).toBeGreaterThan(1000);
  }
});
