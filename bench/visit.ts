import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { bindingOf, checkSource, divergenceNode, printGlsl } from "../src/engine/index.ts";
import { builtPage } from "./served.ts";
import { formatRatio, median, ratioOf } from "./statistics.ts";
import { tableLines } from "./table.ts";

const rounds = 5;
const keys = "1234567";
/** Milliseconds in which what is still to come after the editor has come. */
const settling = 2500;

const watcher = fileURLToPath(new URL("visited-page.js", import.meta.url));
const bareScript = fileURLToPath(new URL("bare-map-page.js", import.meta.url));
const textOf = (name: string) => readFileSync(new URL(`../src/shaders/${name}`, import.meta.url), "utf8");

/** The field that is typed into: digits are added to its last number. */
const fieldText = "F(x, y) = (sin(x) + y, sin(x y) + x y * 1.2)";

interface Visit {
  readonly paint: number;
  readonly picture: number;
  readonly editor: number;
  readonly shift: number;
}

/** What one waits for: the page when it is opened, and the picture when a key is pressed. */
export async function benchVisits(
  say: (line: string) => void,
  executablePath: string,
  args: string[],
): Promise<void> {
  const browser = await chromium.launch({ executablePath, args });
  try {
    await builtPage(async (address) => {
      await benchOpening(say, browser, address);
      await benchKeys(say, browser, address);
    });
  } finally {
    await browser.close();
  }
}

async function benchOpening(say: (line: string) => void, browser: Browser, address: string): Promise<void> {
  say(`Opening the page, milliseconds (median of ${rounds}), and ÷ the first picture of a page by hand`);
  const visits: { first: Visit[]; reload: Visit[]; bare: number[] } = { first: [], reload: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    const page = await newPage(browser);
    await page.goto(address);
    visits.first.push(await visitOf(page));
    await page.reload();
    visits.reload.push(await visitOf(page));
    await page.context().close();
    const bare = await barePage(browser, address);
    visits.bare.push(await bare.evaluate("bare.first"));
    await bare.context().close();
  }
  const rows = [["", "first paint", "first picture", "interactive", "picture ÷ by hand", "layout shift"]];
  for (const [name, each] of [
    ["  first visit", visits.first],
    ["  reload", visits.reload],
  ] as const) {
    const of = (what: keyof Visit) => median(each.map((visit) => visit[what])).toFixed(0);
    const ratio = ratioOf(each.map(({ picture }, k) => picture / (visits.bare[k] as number)));
    const shift = Math.max(...each.map((visit) => visit.shift));
    rows.push([name, of("paint"), of("picture"), of("editor"), formatRatio(ratio), shift.toFixed(4)]);
    if (shift > 0) process.exitCode = 1;
  }
  for (const line of tableLines(rows)) say(line);
  say("  interactive: the editor takes letters; layout shift: the largest of all, target 0");
}

async function benchKeys(say: (line: string) => void, browser: Browser, address: string): Promise<void> {
  const page = await newPage(browser);
  await page.goto(address);
  await visitOf(page);
  const editor = page.locator("[contenteditable]").first();
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(fieldText);
  await page.keyboard.press("ArrowLeft");
  await page.waitForTimeout(settling);
  const size = await page.evaluate(() => window.deldot?.state().plot ?? { width: 0, height: 0 });
  const bare = await barePage(browser, address, size);
  const field = bare.locator("textarea");
  await field.evaluate((area: HTMLTextAreaElement) => {
    const place = area.value.lastIndexOf("1.2") + 3;
    area.setSelectionRange(place, place);
    area.focus();
  });
  const times: { own: number[]; bare: number[] } = { own: [], bare: [] };
  for (const key of keys) {
    times.own.push(await keyTime(page, key, "visited.last"));
    times.bare.push(await keyTime(bare, key, "bare.last"));
  }
  const ratio = ratioOf(times.own.map((time, k) => time / (times.bare[k] as number)));
  say(
    `  Key press to new picture ÷ that of a page by hand with the same shader (middle 80 %): ${formatRatio(ratio)}`,
  );
  say(
    `  ${median(times.own).toFixed(0)} ms and ${median(times.bare).toFixed(0)} ms, ${size.width}×${size.height}`,
  );
}

/** Milliseconds from a key's event to the first picture after it. */
async function keyTime(page: Page, key: string, last: string): Promise<number> {
  await page.bringToFront();
  await page.waitForFunction(() => window.deldot?.state().drawing !== true);
  await page.waitForTimeout(600);
  await page.evaluate(() => {
    addEventListener("keydown", ({ timeStamp }) => Object.assign(globalThis, { pressed: timeStamp }), {
      capture: true,
      once: true,
    });
  });
  await page.keyboard.press(key);
  // Asked from outside: the page's policy lets no text be run.
  for (;;) {
    const time = (await page.evaluate(`${last} - pressed`)) as number;
    if (time > 0) return time;
    await page.waitForTimeout(20);
  }
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript({ path: watcher });
  return page;
}

async function visitOf(page: Page): Promise<Visit> {
  while (!(await page.evaluate("visited.picture > 0 && visited.editor > 0"))) await page.waitForTimeout(50);
  await page.waitForTimeout(settling);
  return page.evaluate("visited");
}

/** A page by hand with the map's own shader of the same field, at the same server. */
async function barePage(
  browser: Browser,
  address: string,
  size = { width: 680, height: 560 },
): Promise<Page> {
  const program = checkSource(fieldText);
  const [own] = program.fields;
  if (!own) throw new Error(program.diagnostics.map(({ message }) => message).join("\n"));
  const divergence = { name: "quantity", outputs: [divergenceNode(own, "jacobian-forward")] };
  // What is typed is in the shader too: one of its numbers.
  const functions = printGlsl([divergence], bindingOf(program, own));
  const fragment = textOf("exact.frag.glsl").replace("#pragma include field", functions);
  const options = { ...size, vertex: textOf("values.vert.glsl"), fragment };
  const body = `<!doctype html><body><script>${readFileSync(bareScript, "utf8")}\nbareMap(${JSON.stringify(options)})</script>`;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.route(`${address}bare`, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(`${address}bare`);
  return page;
}
