import { chromium, type Page } from "@playwright/test";
import { pick, seededRandom } from "../src/engine/testing/random.ts";
import { hands, openDemo, writeSource } from "./hands.ts";
import { HeapMeter, type Held } from "./heap.ts";
import { builtPage } from "./served.ts";
import { tableLines } from "./table.ts";
import { trendOf } from "./trend.ts";

/** An hour at ten times the speed of hands; `DELDOT_MINUTES` sets another length. */
const minutes = Number(process.env.DELDOT_MINUTES ?? 6);
const seed = 20_261_127;
const sampleEvery = 15_000;
/** Share of the samples at the beginning in which caches fill: programs, shaders, what is loaded later. */
const warming = 0.25;
/** Milliseconds between two things that hands do, at ten times their speed. */
const pause = 150;

/**
 * Growth is beyond noise where a line through the samples rises by more than three of its standard errors, which comes by
 * chance once in 700 lines, and by more than this share of what was held at first: less is what caches of a fixed size, as
 * those of programs and of compiled code are, still fill with when the rarest things are done for the first time.
 */
const tolerated = 0.05;

/**
 * V8 goes on for hours making machine code of what is run now and then, and holds it in the same heaps: of 1.2 MB by which
 * the plane worker's rose over 480 things done, heap snapshots found 1.17 to be such code, which has its bound in the
 * program. So it is interpreted here, and what rises is what the program keeps.
 */
const interpreted = "--js-flags=--no-opt --no-maglev --no-sparkplug";

/** An hour of use by script: what the page and its workers hold, on the same notebook each time, does not grow. */
export async function benchUse(
  say: (line: string) => void,
  executablePath: string,
  args: string[],
): Promise<void> {
  say(
    `${minutes} minutes of use by script (seed ${seed}); sampled at rest on one notebook, after collecting`,
  );
  const browser = await chromium.launch({ executablePath, args: [...args, interpreted] });
  try {
    await builtPage(async (address) => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      page.on("pageerror", (error) => say(`  error: ${error.message}`));
      await page.goto(address);
      await page.waitForFunction(() => window.deldot?.state().frame);
      tell(say, await useIt(page));
    });
  } finally {
    await browser.close();
  }
}

interface Sample extends Held {
  readonly time: number;
  /** Things done until then. */
  readonly done: number;
}

async function useIt(page: Page): Promise<Sample[]> {
  const meter = await HeapMeter.of(page);
  await fillCaches(page);
  const random = seededRandom(seed);
  const samples: Sample[] = [];
  const begun = Date.now();
  let done = 0;
  let next = begun;
  while (Date.now() < begun + 60_000 * minutes) {
    if (Date.now() >= next) {
      await rest(page);
      samples.push({ ...(await meter.held()), time: Date.now() - begun, done });
      next = Date.now() + sampleEvery;
    }
    await pick(random, hands)(page, random);
    done += 1;
    await page.waitForTimeout(pause);
  }
  await rest(page);
  samples.push({ ...(await meter.held()), time: Date.now() - begun, done });
  return samples;
}

/** More fields than any cache keeps, so that what comes after takes the place of something. */
async function fillCaches(page: Page): Promise<void> {
  for (let k = 1; k <= 64; k += 1) {
    await writeSource(page, `F(x, y) = (sin(x y + ${k}) exp(-x^2), y log(${k} + x^2 + y^2))`);
    await page.waitForFunction(() => window.deldot?.state().drawing === false);
    await page.waitForTimeout(3 * pause);
  }
}

/** The same notebook each time, once nothing is at work on it any more. */
async function rest(page: Page): Promise<void> {
  await openDemo(page, "what-divergence-is");
  await page.mouse.move(1, 1);
  await page.waitForFunction(() => window.deldot?.notebook().shared);
  await page.waitForFunction(() => window.deldot?.state().drawing === false);
  await page.waitForTimeout(1500);
}

function tell(say: (line: string) => void, samples: readonly Sample[]): void {
  const kept = samples.slice(Math.floor(warming * samples.length));
  const [first, last] = [kept[0], kept.at(-1)];
  if (!first || !last || kept.length < 5) throw new Error("There are too few samples: use it for longer.");
  say(
    `  ${last.done} things done, ${samples.length} samples, ${kept.length} after the first ${100 * warming} %`,
  );
  const times = kept.map(({ time }) => time);
  const rows = [["", "at first", "in the end", "rise of the line", "± 3 standard errors", ""]];
  const row = (name: string, values: readonly number[], unit: number) => {
    const { rise, error } = trendOf(times, values);
    const grows = rise > 3 * error && rise > tolerated * (values[0] as number);
    if (grows) process.exitCode = 1;
    const told = (value: number) => (value / unit).toFixed(unit > 1 ? 2 : 0);
    rows.push([
      `  ${name}`,
      told(values[0] as number),
      told(values.at(-1) as number),
      told(rise),
      told(3 * error),
      grows ? "GROWS" : "noise",
    ]);
  };
  // A worker that was ended and started again has another heap: of each name all are counted.
  for (const name of last.heaps.keys())
    row(
      `heap of ${name}, MB`,
      kept.map(({ heaps }) => heaps.get(name) ?? 0),
      1e6,
    );
  row(
    "nodes",
    kept.map(({ nodes }) => nodes),
    1,
  );
  row(
    "listeners",
    kept.map(({ listeners }) => listeners),
    1,
  );
  for (const line of tableLines(rows)) say(line);
}
