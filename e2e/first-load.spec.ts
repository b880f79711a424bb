import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { staticHandler } from "../scripts/serve.mjs";
import { gzipped, loadsOf, readFiles } from "../scripts/support/sizes.mjs";
import { createDocument } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { linkOf } from "../src/app/link/link.ts";
import { test as base, expect } from "./support/fixtures.ts";
import { spaceDocument } from "./support/space.ts";

const dist = fileURLToPath(new URL("../dist", import.meta.url));

interface Asked {
  readonly file: string;
  readonly at: number;
}

/** A server of the test's own, which sees whatever the page and its workers ask for, and when. */
const test = base.extend<{ asked: Asked[]; server: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern that nothing else is needed.
  asked: async ({}, use) => use([]),
  server: async ({ asked }, use) => {
    const handler = staticHandler(dist);
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      asked.push({ file: path.endsWith("/") ? "index.html" : path.slice(1), at: Date.now() });
      void handler(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    await use(server);
    server.closeAllConnections();
    server.close();
  },
  baseURL: async ({ server }, use) => use(`http://localhost:${(server.address() as AddressInfo).port}/`),
});

test("nothing but what the budgets count is fetched before the first picture stands", async ({
  page,
  asked,
}) => {
  await page.addInitScript(() => {
    const marked = globalThis as { pictureAt?: number };
    // Where a picture takes seconds the rest comes all the same; a busy machine is no such picture.
    const plain = globalThis.setTimeout;
    globalThis.setTimeout = ((work: () => void, delay = 0) =>
      delay >= 2000 && !marked.pictureAt ? 0 : plain(work, delay)) as typeof setTimeout;
    const { transferFromImageBitmap } = ImageBitmapRenderingContext.prototype;
    ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
      transferFromImageBitmap.call(this, bitmap);
      marked.pictureAt ??= Date.now();
    };
  });
  await page.goto("./");
  await expect(page.getByRole("button", { name: /LaTeX/ }).first()).toBeVisible();
  const pictureAt = await page.evaluate(() => (globalThis as { pictureAt?: number }).pictureAt);
  if (pictureAt === undefined) throw new Error("No picture was shown.");

  const files = readFiles(dist);
  const { page: own, plane, numbers, editor, space } = loadsOf(files);
  const weight = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + gzipped(files.get(name) ?? ""), 0);
  const all = new Set(asked.map(({ file }) => file));
  const before = new Set(asked.filter(({ at }) => at < pictureAt).map(({ file }) => file));

  // The editor comes beside the picture, with a budget of its own.
  const forPicture = [...before].filter((file) => !editor.has(file));
  const counted = [...own, ...plane];
  expect(forPicture.filter((file) => !counted.includes(file))).toEqual([]);
  expect(weight(forPicture)).toBeLessThanOrEqual(weight(counted));
  // Nor is anything counted that is not fetched; the icon is the browser's to ask for.
  expect(counted.filter((file) => !before.has(file) && file !== "icon.svg")).toEqual([]);
  // The measurement sees the workers, and what comes later does come.
  for (const file of [...plane, ...numbers]) expect(all).toContain(file);
  // Three dimensions are for documents that have them.
  const three = [...space].filter((file) => /\/space/i.test(file));
  expect(three.length).toBeGreaterThan(1);
  for (const file of three) expect(all).not.toContain(file);
});

const source = "F(x, y, z) = (sin(x y), y z^2, cos(z) x)";

for (const [name, document] of [
  ["before a link to it is read", spaceDocument(source, {})],
  ["by no link to anything else", createDocument("Flat", source)],
] as const)
  test(`what space is made of is asked for ${name}`, async ({ page, asked }) => {
    const link = await linkOf(serialiseDocument(document));
    if (!link.ok) throw new Error(link.problem);
    await page.goto(`./${link.fragment}`);
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(document.title);
    await expect(page.getByRole("button", { name: "Add space" })).toBeAttached();
    const places = ["opening", "space", "three"].map((part) =>
      asked.findIndex(({ file }) => new RegExp(`^assets/${part}-[\\w-]{7}\\.js$`).test(file)),
    );
    const [opening = -1, ...parts] = places;
    expect(opening).toBeGreaterThan(0);
    for (const part of parts)
      if (document.title === "Flat") expect(part).toBe(-1);
      else {
        expect(part).toBeGreaterThan(0);
        expect(part).toBeLessThan(opening);
      }
  });
