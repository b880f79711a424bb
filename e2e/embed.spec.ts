import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Frame, Page } from "@playwright/test";
import { emptyCell } from "../src/app/document/cells.ts";
import { createDocument, type Document } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { addressOf, embedCode } from "../src/app/link/address.ts";
import { linkOf } from "../src/app/link/link.ts";
import { violations } from "./support/axe.ts";
import { test as base, expect } from "./support/fixtures.ts";

/** A page of somebody else's, and where it stands. */
class Course {
  html = "";
  readonly #server = createServer((_request, response) =>
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(this.html),
  );

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, resolve));
  }

  address(host: string): string {
    return `http://${host}:${(this.#server.address() as AddressInfo).port}/course`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const test = base.extend<{ course: Course }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern that nothing else is needed.
  course: async ({}, use) => {
    const course = new Course();
    await course.start();
    await use(course);
    course.stop();
  },
});

test.use({
  viewport: { width: 1000, height: 700 },
  // The course is elsewhere; what it shows asks nothing of it.
  allowedProblems: [/^http:\/\/[\w.]+:\d+\/course$/],
});

/** The frame of a page, once the picture stands in it. */
async function framed(page: Page): Promise<Frame> {
  const inner = () => page.frames().find((one) => one !== page.mainFrame());
  // One that has just begun to load answers nothing.
  const progress = () =>
    inner()
      ?.evaluate(() => window.deldot?.state().frame?.progress)
      .catch(() => null);
  await expect.poll(progress, { timeout: 90_000 }).toBe(1);
  return inner() as Frame;
}

/** What has the focus after each press of the tab key, from one link to the other: within the frame, its role or kind. */
async function tabThrough(page: Page, frame: Frame): Promise<readonly string[]> {
  const visited: string[] = [];
  await page.locator("#before").focus();
  while (visited.at(-1) !== "after" && visited.length < 60) {
    await page.keyboard.press("Tab");
    const [outer, inner] = await Promise.all([
      page.evaluate(() => document.activeElement?.id),
      frame.evaluate(() => document.activeElement?.getAttribute("role") ?? document.activeElement?.localName),
    ]);
    visited.push((outer === "frame" ? inner : outer) ?? "");
  }
  return visited;
}

const lecture = createDocument("A lecture", "a = 1 in [0, 2]\nF(x, y) = (a x, sin(y))");

/** As browsers do where readers do not allow other sites to keep anything. */
function forbidStorage(): void {
  if (window.parent === window || location.hostname === new URL(document.referrer).hostname) return;
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException("Storage is forbidden here.", "SecurityError");
      },
    });
}

test("shown in a page of another origin it works by keyboard, with no storage at all, and leaves the reader's documents alone", async ({
  page,
  context,
  course,
  baseURL,
}) => {
  const own = await context.newPage();
  await own.goto("./");
  await own.getByRole("textbox", { name: "Title" }).fill("My own");
  await expect(own.getByText("Saved here")).toBeVisible();
  const storage = () => own.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
  const before = await storage();

  const link = await linkOf(serialiseDocument(lecture));
  if (!link.ok) throw new Error(link.problem);
  const code = embedCode(addressOf(baseURL ?? "", link.fragment, "embed"), lecture.title);
  course.html = `<!doctype html>
    <html lang="en">
      <title>A course</title>
      <link rel="icon" href="data:,">
      <a id="before" href="#">Before</a>
      ${code.replace("<iframe ", '<iframe id="frame" ')}
      <a id="after" href="#">After</a>
    </html>`;
  await page.addInitScript(forbidStorage);
  // On another port storage is the reader's own; another site has its own, or none.
  for (const host of ["localhost", "127.0.0.1"]) {
    await page.goto(course.address(host));
    const frame = await framed(page);
    await expect(frame.getByRole("link", { name: "A lecture · open in Deldot" })).toBeVisible();

    const visited = await tabThrough(page, frame);
    // The picture, a number, the way to the whole page, and out again.
    expect(visited).toEqual(expect.arrayContaining(["application", "input", "a"]));
    expect(visited.at(-1)).toBe("after");
    const view = () => frame.evaluate(() => JSON.stringify(window.deldot?.state().document.cells));
    const still = await view();
    await frame.getByRole("application").focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(view).not.toBe(still);
    await frame.getByRole("textbox", { name: "Value of a" }).fill("2");
    await page.keyboard.press("Enter");
    await expect.poll(view).toContain("a = 2 in");
    await page.keyboard.press("Control+z");
    await expect.poll(view).toContain("a = 1 in");
    await page.keyboard.press("Control+y");
    await expect.poll(view).toContain("a = 2 in");

    // What is changed there is not what the page shows: a reload finds that, and so does who comes back.
    const leadsTo = async (frame: Frame) => {
      const whole = frame.getByRole("link", { name: "A lecture · open in Deldot" });
      expect((await whole.getAttribute("href"))?.endsWith(link.fragment)).toBe(true);
    };
    const lectured = async () => {
      const frame = await framed(page);
      await expect
        .poll(() => frame.evaluate(() => window.deldot?.notebook().document.title))
        .toBe("A lecture");
      await expect(frame.getByRole("textbox", { name: "Value of a" })).toHaveValue("1");
      await leadsTo(frame);
    };
    await leadsTo(frame);
    const loading = page.waitForEvent("framenavigated");
    await frame.evaluate(() => location.reload());
    await loading;
    await lectured();
    await (await framed(page)).getByRole("textbox", { name: "Value of a" }).fill("2");
    await page.keyboard.press("Enter");
    await page.goto("about:blank");
    await page.goBack();
    await lectured();
  }
  // What is left unsaved is saved as a page goes.
  await page.goto("about:blank");
  expect(await storage()).toBe(before);
  await own.reload();
  await expect(own.getByRole("textbox", { name: "Title" })).toHaveValue("My own");
});

/** One cell of each kind that is shown in its own way, and sources of which one has nothing to do with any of them. */
const lesson: Document = {
  ...lecture,
  title: "A lesson",
  cells: [
    { id: "words", kind: "text", source: "# Words of the lesson" },
    ...lecture.cells,
    { id: "other", kind: "code", source: "b = 1 in [0, 2]\nG(x, y, z) = (b x, y, z)" },
    { ...emptyCell(lecture, "space"), id: "a space & more" },
    { ...emptyCell(lecture, "convergence"), id: "errors" },
  ],
};

test("one cell has the frame to itself, with the numbers that it depends on; an id that is none shows all", async ({
  page,
  course,
  baseURL,
}) => {
  const link = await linkOf(serialiseDocument(lesson));
  if (!link.ok) throw new Error(link.problem);
  const show = async (id: string) => {
    const code = embedCode(addressOf(baseURL ?? "", link.fragment, "embed", id), "A view");
    course.html = `<!doctype html><html lang="en"><title>A course</title><link rel="icon" href="data:,"><main><h1>A course</h1>${code}</main></html>`;
    await page.goto(course.address("localhost"));
    return page.frameLocator("iframe");
  };
  for (const width of [1000, 420]) {
    await page.setViewportSize({ width, height: 700 });
    for (const [id, cell, numbers] of [
      ["plane", "Picture", ["a"]],
      ["a space & more", "Picture in space", ["b"]],
    ] as const) {
      const frame = await show(id);
      const picture = frame.getByRole("group", { name: cell, exact: true });
      await expect(picture.getByRole("application")).toBeVisible();
      await expect(picture.getByText("Drawing the first picture…")).toHaveCount(0);
      await expect(frame.locator("[data-cell]")).toHaveCount(1);
      await expect(frame.getByRole("textbox", { name: /^Value of/ })).toHaveCount(numbers.length);
      for (const name of numbers)
        await expect(frame.getByLabel(`Value of ${name}`)).toBeInViewport({ ratio: 1 });
      await expect(frame.getByRole("combobox")).toHaveCount(0);
      // Most of the frame is the picture's.
      const box = await picture.boundingBox();
      expect(box?.height, `${id} at ${width}`).toBeGreaterThan(380);
      expect(box?.width).toBeGreaterThan(0.9 * width - 60);
      // By itself: what looks for violations does not see into frames of other sites.
      await page.goto(addressOf(baseURL ?? "", link.fragment, "embed", id));
      await expect(
        page.getByRole("group", { name: cell, exact: true }).getByRole("application"),
      ).toBeVisible();
      await expect(page.getByRole("textbox", { name: /^Value of/ })).toHaveCount(numbers.length);
      expect(await violations(page, { targets: true }), `${id} at ${width}`).toEqual([]);
    }
  }
  const plane = await show("plane");
  await framed(page);
  await plane.getByLabel("Value of a").fill("2");
  await page.keyboard.press("Enter");
  // a + cos(y), in the middle.
  await expect(plane.getByText("∇·F = 3.00000 at (0, 0)")).toBeVisible();

  const chart = await show("errors");
  await expect(chart.getByRole("heading", { name: "Convergence" })).toBeVisible();
  await expect(chart.locator("[data-cell]")).toHaveCount(1);
  await expect(chart.getByLabel("Value of a")).toBeVisible();

  const words = await show("words");
  await expect(words.getByRole("heading", { name: "Words of the lesson" })).toBeVisible();
  await expect(words.locator("[data-cell]")).toHaveCount(1);

  const all = await show("none of these");
  await expect(all.locator("[data-cell]")).toHaveCount(lesson.cells.length);

  // The code of each is given where notebooks are shared.
  await page.setViewportSize({ width: 1500, height: 700 });
  await page.goto(addressOf(baseURL ?? "", link.fragment));
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const given = page.getByRole("textbox", { name: "Embed code" });
  await expect(given).toHaveValue(/\?embed#/);
  await page.getByRole("combobox", { name: "Embed" }).selectOption("5. Space");
  await expect(given).toHaveValue(/\?embed=a%20space%20%26%20more#/);
  await expect(given).toHaveValue(/ title="Space · A lesson"/);
});

test("a view of space with a flux body keeps a good share of a frame, and all its figures can be reached", async ({
  page,
}) => {
  for (const [width, height] of [
    [600, 400],
    [360, 540],
    [400, 400],
    [560, 315],
    [300, 300],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto("./?new");
    await page.goto("./?embed=space-1#demo=gauss-in-space");
    const flux = page.getByRole("group", { name: "Flux of the body" });
    const volume = flux.locator('[data-figure="volume"]');
    await expect(volume).toBeAttached();
    const name = `${width} × ${height}`;
    const plot = await page.getByRole("application", { name: /in space/ }).boundingBox();
    expect(plot?.height, name).toBeGreaterThanOrEqual(0.45 * height - 1);
    // What it depends on is in sight beside it; what has no room comes when it is scrolled to.
    const number = page.getByLabel("Value of q1");
    await expect(number, name).toBeInViewport({ ratio: 1 });
    const numbers = page.getByRole("group", { name: "Numbers" });
    const top = async () => (await numbers.boundingBox())?.y ?? 0;
    const before = await top();
    await volume.evaluate((element) => element.scrollIntoView({ block: "nearest" }));
    const figure = await volume.boundingBox();
    expect(await top(), name).toBeCloseTo(before, 0);
    expect((figure?.y ?? height) + (figure?.height ?? 0), name).toBeLessThanOrEqual(before);
  }
});
