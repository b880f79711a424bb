import type { Page } from "@playwright/test";
import { pick, type Random } from "../src/engine/testing/random.ts";

const sources = [
  "a = 1.2 in [-3, 3]\nF(x, y) = (sin(a x) + y, cos(y) - a x)",
  "k = 2 in [0, 5]\nψ(x, y) = x^2 y + k\nF = grad(ψ)",
  "F(x, y) = (x, ",
  "b = 1 in [0, 2]\nF(x, y, z) = (b x, y z, x)",
  "F(x, y) = (sin(x y), exp(-x^2 - y^2))",
];
const demos = ["what-divergence-is", "hutchinson", "jax-thread", "sparse-jacobians", "identities"];
const labs = ["compare", "convergence", "cost", "points"];

const editor = "[contenteditable]";
const plot = "[role=application]";

/** What hands do with the page, one thing at a time. What is not on the page is left alone. */
export const hands: readonly ((page: Page, random: Random) => Promise<void>)[] = [
  async (page, random) => {
    if ((await page.locator(editor).count()) === 0) return;
    await writeSource(page, pick(random, sources));
    for (const letter of " # typed") await page.keyboard.insertText(letter);
  },
  async (page, random) => {
    const slider = page.getByRole("slider").first();
    if ((await slider.count()) === 0) return;
    await slider.focus();
    for (let k = 0; k < 8; k += 1)
      await page.keyboard.press(pick(random, ["ArrowRight", "ArrowLeft", "PageUp"]));
  },
  async (page, random) => {
    if ((await page.locator(plot).count()) === 0) return;
    await page.locator(plot).first().focus();
    const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "+", "-", "0"];
    for (let k = 0; k < 6; k += 1) await page.keyboard.press(pick(random, keys));
  },
  async (page, random) => {
    const box =
      (await page.locator(plot).count()) > 0 ? await page.locator(plot).first().boundingBox() : null;
    if (!box) return;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let k = 1; k <= 5; k += 1) await page.mouse.move(x + 10 * k * (random() - 0.5), y + 5 * k);
    await page.mouse.up();
    await page.mouse.wheel(0, pick(random, [-240, 240]));
  },
  async (page, random) => {
    const kind = pick(random, ["text", "source", "picture", ...labs]);
    await page.getByRole("button", { name: `Add ${kind}`, exact: true }).click();
    await page.keyboard.press("Escape");
  },
  async (page) => {
    // The last cell goes, so that what was added does not pile up.
    if ((await page.locator("[data-cell]").count()) < 3) return;
    await page.locator("[data-cell]").last().focus();
    await page.keyboard.press("d");
    await page.keyboard.press("d");
  },
  (page, random) => openDemo(page, pick(random, demos)),
  async (page) => {
    // Out of what is written in, where undoing is the editor's own.
    await page.locator("[data-cell]").first().focus();
    for (let k = 0; k < 4; k += 1) await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+Shift+z");
  },
];

/** Puts a text in the place of the first source. */
export async function writeSource(page: Page, source: string): Promise<void> {
  await page.locator(editor).first().click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(source);
}

/** Opens a notebook that comes with the page. */
export async function openDemo(page: Page, demo: string): Promise<void> {
  await page.evaluate((hash) => {
    history.replaceState(null, "", location.pathname);
    location.hash = hash;
  }, `#demo=${demo}`);
}
