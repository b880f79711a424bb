import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { builtPage, scriptPage } from "./served.ts";
import { tableLines } from "./table.ts";
import { tasksDuring } from "./tasks.ts";

const watcher = fileURLToPath(new URL("watched-page.js", import.meta.url));
const bare = fileURLToPath(new URL("bare-particles-page.js", import.meta.url));

/** Frames a second of fieldplay as published, particles alone, counted by callbacks, which flatters by up to 6 ×. */
const fieldplay = new Map([
  [10_000, 21],
  [100_000, 11],
  [300_000, 6.2],
  [1_000_000, 2.5],
]);

const seconds = 6;
/** What a busy core does to a task by the clock comes now and then: one drag would not tell. */
const drags = 6;
const views = 24;

/** The longest a task may take before a hand notices, milliseconds: what browsers call a long task. */
const longTask = 50;

const field = "F(x, y) = (sin(x) + 1.2 sin(y), sin(y) - 1.2 sin(x))";

interface Watched {
  readonly pictures: number;
}

interface PlaneBench {
  particleFrames(count: number, seconds: number): Promise<number>;
  manyViews(count: number): Promise<{ contexts: number; milliseconds: number }>;
}

/** The plane as a whole: frames with everything on, tasks while a slider is dragged, rest, and views on one context. */
export async function benchPlane(
  say: (line: string) => void,
  executablePath: string,
  args: string[],
): Promise<void> {
  const browser = await chromium.launch({ executablePath, args });
  try {
    await benchFrames(say, browser);
    await benchPage(say, browser);
  } finally {
    await browser.close();
  }
}

async function benchFrames(say: (line: string) => void, browser: Browser): Promise<void> {
  say(
    "The whole plane, 1340×780, map and streamlines on, with particles: frames a second, every frame's pixels read",
  );
  await scriptPage("plane-page.ts", async (address) => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
    page.on("pageerror", (error) => say(`  error: ${error.message}`));
    await page.goto(address);
    await page.addScriptTag({ path: bare });
    const rows = [["  particles", "ours", "by hand, no map", "ratio", "fieldplay's figure", "ratio"]];
    for (const [count, theirs] of fieldplay) {
      const ours = await page.evaluate(
        ([count, seconds]) =>
          (globalThis as unknown as { plane: PlaneBench }).plane.particleFrames(count, seconds),
        [count, seconds] as const,
      );
      const plain = await bareFrames(page, count);
      rows.push([
        `  ${count.toLocaleString("en")}`,
        ours.toFixed(1),
        plain.toFixed(1),
        (ours / plain).toFixed(2),
        String(theirs),
        (ours / theirs).toFixed(2),
      ]);
    }
    for (const line of tableLines(rows)) say(line);
    const many = await page.evaluate(
      (count) => (globalThis as unknown as { plane: PlaneBench }).plane.manyViews(count),
      views,
    );
    say(`  ${views} views: ${many.contexts} context${many.contexts === 1 ? "" : "s"} for the plane`);
    await page.close();
  });
}

function bareFrames(page: Page, count: number): Promise<number> {
  const options = {
    width: 1340,
    height: 780,
    count,
    seconds,
    field: "return vec2(sin(p.x) + 1.2 * sin(p.y), sin(p.y) - 1.2 * sin(p.x));",
  };
  return page.evaluate(
    (options) =>
      (globalThis as unknown as { bareParticles(given: typeof options): Promise<number> }).bareParticles(
        options,
      ),
    options,
  );
}

/** The page itself: a slider that is dragged, and then nothing. */
async function benchPage(say: (line: string) => void, browser: Browser): Promise<void> {
  await builtPage(async (address) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript({ path: watcher });
    await page.goto(`${address}?new`);
    await page.waitForFunction(() => window.deldot?.state().frame);
    const source = page.getByRole("textbox", { name: "Source of the field" });
    await source.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(`a = 1.2 in [-3, 3]\n${field.replaceAll("1.2", "a ")}`);
    const slider = page.getByRole("slider", { name: "a", exact: true });
    await slider.waitFor();
    await page.waitForTimeout(2000);
    const box = await slider.boundingBox();
    if (!box) throw new Error("there is no slider");
    const counts = () => page.evaluate("watched") as Promise<Watched>;
    const before = await counts();
    const y = box.y + box.height / 2;
    const tasks = await tasksDuring(browser, page, async () => {
      for (let drag = 0; drag < drags; drag += 1) {
        await page.mouse.move(box.x + box.width / 2, y);
        await page.mouse.down();
        for (let k = 0; k < 120; k += 1) {
          await page.mouse.move(box.x + box.width * (0.5 + 0.45 * Math.sin(k / 9)), y);
          await page.waitForTimeout(12);
        }
        await page.mouse.up();
      }
    });
    const dragged = await counts();
    const over = (times: readonly number[]) => times.filter((time) => time > longTask).length;
    const work = tasks.map((task) => task.work);
    const elapsed = tasks.map((task) => task.elapsed);
    say(
      `  A slider dragged ${drags} times: ${over(work)} tasks of the page work for over ${longTask} ms, the longest for ` +
        `${Math.max(...work).toFixed(0)} ms; with waiting for a core ${over(elapsed)}, ` +
        `${Math.max(...elapsed).toFixed(0)} ms; ${dragged.pictures - before.pictures} pictures`,
    );
    await page.waitForTimeout(3000);
    const rest = await counts();
    await page.waitForTimeout(5000);
    say(`  Nothing changed: ${(await counts()).pictures - rest.pictures} frames in 5 s`);
    await page.close();
  });
}
