import { serialiseDocument } from "../src/app/document/serialise.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

const source = "F(x, y, z) = (sin(x) cos(y), y z, x - z^2)";

test("a cell of space that its button has rehearsed stands on the page in the turn of the press", async ({
  page,
}) => {
  const space = new SpacePage(await NotebookPage.open(page));
  const text = await space.chooses(spaceDocument(source));
  await expect.poll(async () => serialiseDocument(await space.notebook.document())).toBe(text);
  const button = page.getByRole("button", { name: "Add space" });
  await expect(space.plot).toHaveCount(0);
  await button.scrollIntoViewIfNeeded();
  await button.hover();
  await expect.poll(() => page.evaluate(() => window.deldotSpace !== undefined)).toBe(true);
  const added = await button.evaluate(async (element: HTMLButtonElement) => {
    let frames = 0;
    requestAnimationFrame(() => {
      frames += 1;
    });
    element.click();
    // Microtasks, and nothing that comes after them.
    for (let k = 0; k < 100; k += 1) await null;
    const plot = document.querySelector<HTMLElement>('[role="application"][aria-label*="in space"]');
    const { width = 0, height = 0 } = plot?.getBoundingClientRect() ?? {};
    return { frames, width, height, isFocused: plot !== null && document.activeElement === plot };
  });
  expect(added).toMatchObject({ frames: 0, isFocused: true });
  expect(Math.min(added.width, added.height)).toBeGreaterThan(200);

  // And it is what it is by itself: the rehearsal leaves nothing behind.
  await space.settled();
  const picture = await space.picture();
  await space.opens(spaceDocument(source, {}));
  expect(Buffer.compare(await space.picture(), picture)).toBe(0);
});

test("a notebook in space that a hand or the focus stays near is rehearsed, and is the one of the file when it is opened", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    const name = /demos\/(.+)\.deldot\.json/.exec(request.url())?.[1];
    if (name) asked.push(name);
  });
  const isLoaded = () => page.evaluate(() => window.deldotSpace !== undefined);
  const space = new SpacePage(await NotebookPage.open(page));
  const before = await space.notebook.document();
  await page.getByRole("button", { name: "Examples" }).click();
  const flat = page.getByRole("button", { name: /^Incompressible flows/ });
  const lorenz = page.getByRole("button", { name: /^The Lorenz system/ });
  // One without space is fetched, and no more.
  await flat.focus();
  await expect.poll(() => asked).toEqual(["stream-functions"]);
  expect(await isLoaded()).toBe(false);
  await lorenz.scrollIntoViewIfNeeded();
  await lorenz.hover();
  await expect.poll(() => asked).toEqual(["stream-functions", "lorenz"]);
  await expect.poll(isLoaded).toBe(true);
  expect(await space.notebook.document()).toEqual(before);
  await lorenz.click();
  await expect(space.plot).toBeVisible();
  // It was fetched once.
  expect(asked).toEqual(["stream-functions", "lorenz"]);
  const file = await (await page.request.get(new URL("demos/lorenz.deldot.json", page.url()).href)).text();
  expect(serialiseDocument(await space.notebook.document())).toBe(file);
});
