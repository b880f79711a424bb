import type { Carried, Event } from "./pages/flights.ts";
import { bundled } from "./support/bundled.ts";
import { expect, test } from "./support/fixtures.ts";

interface Flights {
  carried(seed: number, count: number, density: boolean, event: Event): Promise<Carried>;
}

const seed = 20_261_128;

const events: readonly Event[] = ["nothing", "another flow", "a lost context", "another beginning"];

test(`steps of particles in space that are made in parts are those made at once, bit for bit, whatever befalls them (seeds from ${seed})`, async ({
  page,
}) => {
  await bundled(page, "flights.ts");
  // What befalls them does so in the first dozen frames.
  for (const [k, count] of [700, 2100].entries())
    for (const density of [false, true])
      for (const [j, event] of events.entries()) {
        const own = seed + 100 * k + 10 * j + Number(density);
        const found = await page.evaluate(
          ([seed, count, density, event]) =>
            (globalThis as unknown as { flights: Flights }).flights.carried(seed, count, density, event),
          [own, count, density, event] as const,
        );
        const named = `${event}, ${count}, ${density ? "a crowd" : "lives"}, seed ${own}`;
        expect(found, named).toMatchObject({ strange: 0, arrived: true });
        expect(found.frames, named).toBeGreaterThan(11);
        expect(found.seen, named).toBeGreaterThan(3);
        expect(found.moved, named).toBeGreaterThan(0.9 * count);
      }
});
