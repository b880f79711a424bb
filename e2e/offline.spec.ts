import type { Page } from "@playwright/test";
import { createDocument, type Document } from "../src/app/document/document.ts";
import { defaultLab } from "../src/app/document/lab-cells.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { linkOf } from "../src/app/link/link.ts";
import { test as base, expect } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { saved } from "./support/saved.ts";
import { Site } from "./support/site.ts";

const test = base.extend<{ site: Site }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern that nothing else is needed.
  site: async ({}, use) => {
    const site = new Site();
    await site.renew("first");
    await site.start();
    await use(site);
    await site.remove();
  },
  baseURL: async ({ site }, use) => use(site.address),
});

test.use({ viewport: { width: 800, height: 600 }, serviceWorkers: "allow", reuseContext: false });

const plain = createDocument("Taken along", "F(x, y) = (x, y^2)");
/** What takes much of the page: typeset words, a picture, the laboratory. */
const notes: Document = {
  ...plain,
  cells: [
    { id: "words", kind: "text", source: "Here $\\nabla\\cdot F = 1 + 2y$." },
    ...plain.cells,
    defaultLab("convergence", "convergence"),
  ],
};

/** Waits until the newest build is kept, whole, and a page is served from what is kept. */
async function kept(page: Page, builds = 1): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        const { active, installing, waiting } = registration ?? {};
        const isSettled = active?.state === "activated" && !installing && !waiting;
        return isSettled && navigator.serviceWorker.controller === active ? (await caches.keys()).length : 0;
      }),
    )
    .toBe(builds);
}

/** Of which builds the modules are that the page and its workers run. */
async function buildsOf(page: Page): Promise<readonly string[]> {
  const marks = () => (globalThis as unknown as { builds: string[] }).builds;
  const found = await Promise.all([
    page.evaluate(marks),
    // One that the page before a reload had, or that was given up, may end at any time.
    ...page.workers().map((worker) => worker.evaluate(marks).catch(() => [])),
  ]);
  return [...new Set(found.flat())];
}

/** Nothing is missing for the page to be installed, and what it is installed with is what it says. */
async function expectInstallable(page: Page, address: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { url, errors, data } = await session.send("Page.getAppManifest");
  expect([url, errors]).toEqual([`${address}manifest.webmanifest`, []]);
  const manifest = JSON.parse(data ?? "");
  for (const place of [manifest.start_url, manifest.scope]) expect(new URL(place, url).href).toBe(address);
  const sizes = await page.evaluate(
    (addresses: string[]) =>
      Promise.all(
        addresses.map(async (address) => {
          const image = new Image();
          image.src = address;
          await image.decode();
          return `${image.naturalWidth}x${image.naturalHeight}`;
        }),
      ),
    manifest.icons.map(({ src }: { src: string }) => new URL(src, url).href),
  );
  const [drawing, ...pixels] = manifest.icons;
  expect(drawing.sizes).toBe("any");
  expect(sizes.slice(1)).toEqual(pixels.map((icon: { sizes: string }) => icon.sizes));
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // A test's page has a profile of its own, as in a private window, where nothing is installed.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(["in-incognito"]);
}

test("the page can be installed, and after the first visit page, demos, words, laboratory and exports are there without a server", async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = function (...parameters) {
      Object.assign(globalThis, { begunFirst: window.deldot?.notebook().begun });
      return register.apply(this, parameters);
    };
  });
  const notebook = await NotebookPage.open(page);
  await kept(page);
  expect(await page.evaluate(() => (globalThis as { begunFirst?: boolean }).begunFirst)).toBe(true);
  await expectInstallable(page, site.address);
  const values = await notebook.values();
  const picture = await notebook.picture();
  await site.stop();
  const before = site.asked.length;

  // What this very visit has not needed so far.
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("button", { name: "Save PNG" })).toBeVisible();
  await page.reload();
  await expect(notebook.editor).toBeVisible();
  await notebook.settled();
  expect(await notebook.values()).toEqual(values);
  expect((await notebook.picture()).equals(picture)).toBe(true);
  await page.getByRole("button", { name: "Export" }).click();
  const { content } = await saved(page, "Save PNG");
  expect(content.length).toBeGreaterThan(1000);

  await page.goto(`${site.address}?present#demo=identities`);
  await expect(page.getByRole("navigation", { name: "Presentation" })).toBeVisible();
  await expect(
    page.getByRole("heading", { name: "Curl, Laplacian and the identities", level: 2 }),
  ).toBeVisible();
  const link = await linkOf(serialiseDocument(notes));
  if (!link.ok) throw new Error(link.problem);
  await page.goto(`${site.address}index.html?embed${link.fragment}`);
  await expect(page.getByRole("link", { name: "Taken along · open in Deldot" })).toBeVisible();
  await expect(page.locator("math").first()).toBeVisible();
  await notebook.settled();
  await page.getByRole("button", { name: "Draw again" }).scrollIntoViewIfNeeded();
  await expect(page.getByText(/the law says/).first()).toBeVisible();
  expect(await buildsOf(page)).toEqual(["first"]);
  expect(site.asked.length).toBe(before);
});

test("a new build is there at the next visit, pages of two never mix, and the old one goes with its last page", async ({
  page,
  context,
  site,
}) => {
  const old = await NotebookPage.open(page);
  await kept(page);
  await site.renew("second", (demo) => demo.replace(/"title": "[^"]*"/, '"title": "Of the second build"'));

  const next = await context.newPage();
  const renewed = await NotebookPage.open(next);
  await kept(next, 2);
  expect(await buildsOf(next)).toEqual(["second"]);
  const asked = site.asked.length;
  await site.stop();

  // What an old page has not needed so far is of its own build still, though the server has it no more.
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("button", { name: "Save PNG" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.goto("#demo=identities");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(
    "Curl, Laplacian and the identities",
  );
  await old.settled();
  expect(await buildsOf(page)).toEqual(["first"]);
  await next.goto("#demo=identities");
  await expect(next.getByRole("textbox", { name: "Title" })).toHaveValue("Of the second build");
  await renewed.settled();
  await next.reload();
  await renewed.settled();
  expect(await buildsOf(next)).toEqual(["second"]);
  expect(await next.evaluate(async () => (await caches.keys()).length)).toBe(2);

  await page.close();
  await next.reload();
  await renewed.settled();
  await kept(next, 1);
  await next.reload();
  await renewed.settled();
  expect(await buildsOf(next)).toEqual(["second"]);
  expect(site.asked.length).toBe(asked);
});
