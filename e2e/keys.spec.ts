import type { Locator } from "@playwright/test";
import { keyLabels } from "../src/app/commands/keys.ts";
import { pictureKeys } from "../src/app/commands/picture-keys.ts";
import { createDocument, type Document, defaultPlane } from "../src/app/document/document.ts";
import { defaultSpace } from "../src/app/document/space-cell.ts";
import { defaultFreePlane } from "../src/app/document/space-plane.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 1000, height: 700 } });

const pictured: Document = {
  ...createDocument("Pictures", ""),
  cells: [
    { id: "code", kind: "code", source: "F(x, y) = (x, sin(y))\nG(x, y, z) = (x y, y z, z x)" },
    {
      ...defaultPlane("plane"),
      field: "F",
      flux: {
        on: true,
        shape: "polygon",
        points: [
          { x: -1, y: -1 },
          { x: 1, y: -1 },
          { x: 1, y: 1 },
          { x: 0, y: 2 },
        ],
      },
    },
    {
      ...defaultSpace("space"),
      field: "G",
      cursor: [0.1, 0, 0],
      plane: { ...defaultFreePlane, on: true },
      body: { on: true, shape: "sphere", centre: [0, 0, 0], half: [1, 1, 1] },
    },
  ],
};

const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const signs = Array.from({ length: 95 }, (_, k) => String.fromCharCode(32 + k));
const named = ["Home", "End", "PageUp", "PageDown", "Enter", "Delete", "Insert", "F2"];

/** The keys that an element uses, with Shift or without; but Shift with Enter, which leaves a cell. */
async function usedBy(element: Locator): Promise<string[]> {
  const used = await element.evaluate(
    (element, keys) =>
      keys.filter((key) =>
        (key === "Enter" ? [false] : [true, false]).some((shiftKey) => {
          const event = new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true });
          return !element.dispatchEvent(event);
        }),
      ),
    // Escape takes back what the others have put somewhere.
    [...signs, ...named, ...arrows, "Escape"],
  );
  return [...new Set(used.map((key) => key.toLowerCase()))].sort();
}

/** Those that the list of keys has, of the rows whose titles are of such a kind. */
function listed(group: string, of: (title: string) => boolean): string[] {
  const names: Record<string, readonly string[]> = { Arrows: arrows, Esc: ["Escape"] };
  const keys = pictureKeys
    .filter((row) => row.group === group && of(row.title))
    .flatMap(({ keys = "", otherKeys = [] }) => [keys, ...otherKeys])
    .map((text) => text.replace("Shift+", ""))
    .flatMap((key) => names[key] ?? [key]);
  return [...new Set(keys.map((key) => key.toLowerCase()))].sort();
}

test("the list of keys has those that pictures use, and no others", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.opens(pictured);
  const corner = page.locator('[data-flux="0"]');
  await expect(corner).toBeVisible();
  // An equals sign is a plus without Shift, and Backspace is a Delete.
  const plain = (keys: readonly string[]) => keys.filter((key) => key !== "=");
  const isOfPart = (title: string) => /^(Flux|Corner|Divider)/.test(title);
  expect(plain(await usedBy(notebook.plot))).toEqual(listed("Picture", (title) => !isOfPart(title)));
  expect(plain(await usedBy(page.locator('[data-flux="region"]')))).toContain("arrowleft");
  expect(await usedBy(corner)).toEqual(expect.arrayContaining(["arrowleft", "delete"]));

  const space = page.getByRole("application", { name: /in space/ });
  await space.scrollIntoViewIfNeeded();
  const body = page.getByRole("slider", { name: /^Flux body/ });
  await expect(body).toBeVisible();
  expect(plain(await usedBy(space))).toEqual(listed("Space", (title) => !isOfPart(title)));
  expect(await usedBy(body)).toEqual(expect.arrayContaining(listed("Space", isOfPart)));

  await page.locator('[data-cell="code"]').focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  for (const group of ["Picture", "Space"])
    for (const { title, keys = "", otherKeys = [] } of pictureKeys.filter((row) => row.group === group)) {
      const row = dialog.getByRole("region", { name: group }).locator("dl > div").filter({ hasText: title });
      const caps = await row.first().locator("kbd").allInnerTexts();
      const written = [keys, ...otherKeys].flatMap((one) => keyLabels(one, false).flat());
      expect(caps, title).toEqual(written);
    }
});
