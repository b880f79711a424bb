import type { Page } from "@playwright/test";
import { createDocument } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { between, seededRandom } from "../src/engine/testing/random.ts";
import { expect, test } from "./support/fixtures.ts";
import { often } from "./support/notebook.ts";

// Pages crash on purpose: what the watch tells of a crash is the page's address alone.
test.use({ viewport: { width: 360, height: 400 }, allowedProblems: [/^http:\/\/localhost:\d+\/$/] });

const seed = 20_261_127;
const kills = 20;

/** So long that writing it takes a moment. */
const prose = "All that is written stays. ".repeat(10_000);
const source = "F(x, y) = (x, sin(y))";

/** Ways in which a page ends without being told. */
const ends: readonly ((page: Page) => Promise<unknown>)[] = [
  async (page) => {
    const crashed = page.waitForEvent("crash");
    const client = await page.context().newCDPSession(page);
    // There is no answer any more.
    void client.send("Page.crash").catch(() => undefined);
    await crashed;
  },
  async (page) => {
    const crashed = page.waitForEvent("crash");
    void page.goto("chrome://crash").catch(() => undefined);
    await crashed;
  },
  (page) => page.close({ runBeforeUnload: false }),
];

/**
 * Changes the title 50 times a second, to the time of the change, and tells each change from when the page is ready to
 * write: what writes is loaded after the first picture.
 */
async function editOn(page: Page, told: number[]): Promise<void> {
  page.on("console", (message) => {
    const [, time] = message.text().match(/^edited (\d+)$/) ?? [];
    if (time !== undefined) told.push(Number(time));
  });
  await page.getByRole("textbox", { name: "Title" }).evaluate((input: HTMLInputElement) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    let ready = false;
    setInterval(() => {
      const time = Date.now();
      set?.call(input, `edited ${time}`);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      const { document, saving } = window.deldot?.notebook() ?? {};
      ready ||= saving === "pending";
      if (ready && document?.title === input.value) console.info(`edited ${time}`);
    }, 20);
  });
}

test(`the page killed at ${kills} random moments loses at most a second of edits and never the document (seed ${seed})`, async ({
  page,
  context,
}) => {
  test.setTimeout(60_000 + 30_000 * kills);
  const random = seededRandom(seed);
  const [code, plane] = createDocument("", source).cells;
  const written = { id: "prose", kind: "text", source: prose, collapsed: true } as const;
  const document = {
    ...createDocument("", source),
    cells: [code, plane, written].filter((cell) => cell !== undefined),
  };
  await page.goto("./");
  await page.locator("input[type=file]").setInputFiles({
    name: "long.json",
    mimeType: "application/json",
    buffer: Buffer.from(serialiseDocument(document)),
  });
  await expect(page.getByText("Saved here")).toBeAttached();

  let open = page;
  let before = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const told: number[] = [];
    await editOn(open, told);
    await expect.poll(() => told.length, often).toBeGreaterThan(0);
    await open.waitForTimeout(between(random, 0, 1500));
    await ends[kill % ends.length]?.(open);
    const last = told.at(-1) ?? Number.NaN;

    if (!open.isClosed()) await open.close();
    open = await context.newPage();
    await open.goto("./");
    await open.waitForFunction(() => window.deldot);
    const found = await open.evaluate(() => window.deldot?.notebook());
    const kept = Number(found?.document.title.replace("edited ", ""));
    expect(kept, "what was kept once stays").toBeGreaterThanOrEqual(before);
    before = kept;
    // Where nothing was kept since the page was opened, all that was edited since is lost.
    const lost = last - Math.max(kept, told[0] ?? Number.NaN);
    expect(lost, `milliseconds of edits lost at kill ${kill}`).toBeLessThanOrEqual(1000);
    expect(found?.refusal).toBeNull();
    expect(serialiseDocument({ ...(found?.document as typeof document), title: "" })).toBe(
      serialiseDocument(document),
    );
  }
});

test("what a new visitor edits before what writes documents has come is found, when the page is killed in that time", async ({
  page,
  context,
}) => {
  const writer = /\/assets\/opening-[^/]*\.js$/;
  let open = page;
  for (const [kill, end] of ends.entries()) {
    let asked = 0;
    await context.route(writer, () => {
      // It does not come.
      asked += 1;
    });
    await open.goto("./");
    await open.getByRole("textbox", { name: "Title" }).fill(`Edited ${kill}`);
    await open.getByRole("textbox", { name: "Source of the field" }).first().click();
    await open.keyboard.press("ControlOrMeta+End");
    await open.keyboard.type(`# early ${kill}`);
    const documentOf = (page: Page) =>
      page.evaluate(() => JSON.stringify(window.deldot?.notebook().document));
    await expect.poll(() => documentOf(open)).toContain(`# early ${kill}`);
    const saves = (page: Page) =>
      page.evaluate(() => Object.keys(localStorage).filter((key) => /:[01]$/.test(key)).length);
    expect([asked, await saves(open)]).toEqual([1, 0]);
    // A second is what may be lost, whatever comes after it.
    await open.waitForTimeout(1000);
    await end(open);

    if (!open.isClosed()) await open.close();
    await context.unroute(writer);
    open = await context.newPage();
    await open.goto("./");
    await expect(open.getByRole("textbox", { name: "Title" })).toHaveValue(`Edited ${kill}`);
    expect(await documentOf(open)).toContain(`# early ${kill}`);
    expect(await saves(open)).toBe(1);
    await expect(open.getByRole("heading", { name: "Try it" })).toHaveCount(1);
    // The next one is a new visitor.
    await open.evaluate(() => localStorage.clear());
  }
});
