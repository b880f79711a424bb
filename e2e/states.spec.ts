import { createDocument, type Document } from "../src/app/document/document.ts";
import { defaultLab } from "../src/app/document/lab-cells.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { defaultSpace } from "../src/app/document/space-cell.ts";
import { linkOf } from "../src/app/link/link.ts";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/fixtures.ts";
import { misplaced } from "./support/misplaced.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ hasTouch: true });

const plain = createDocument("Every kind of cell", "a = 2 in [0, 4]\nF(x, y) = (a x, sin(y) + t)");
const everyKind: Document = {
  ...plain,
  cells: [
    {
      id: "words",
      kind: "text",
      source: "# Words\n\nOne has $\\nabla\\cdot F = a + \\cos y$, and a [link](https://example.org).",
    },
    ...plain.cells,
    {
      id: "hidden",
      kind: "code",
      source: "b = 1 in [0, 2]\nG(x, y) = (b x, y)\nH(x, y, z) = (x y, y z, z x)",
      hidden: true,
    },
    { id: "collapsed", kind: "text", source: "# Only its first words\n\nAre shown.", collapsed: true },
    ...(["compare", "convergence", "cost", "points"] as const).map((kind) => ({
      ...defaultLab(kind, kind),
      // Done at once: what is looked at is how they look.
      ...(kind === "convergence" && { probes: 16, repetitions: 4, draws: 16 }),
      ...(kind === "cost" && { most: 4 }),
    })),
    {
      ...defaultSpace("space"),
      field: "H",
      cursor: [1, 0.5, -1],
      volume: { on: true, opacity: 0.8, cut: 0.1, contrast: 1.5 },
    },
  ] as Document["cells"],
};

test.use({ actionTimeout: 30_000 });

const looks = [
  { width: 1440, height: 900, colorScheme: "light" },
  { width: 360, height: 640, colorScheme: "dark" },
] as const;

test("whatever is open, edited, dragged or wrong, axe finds nothing, and nothing reaches past the edge", async ({
  page,
  baseURL,
}) => {
  // Many states, all of one page: opening it is what costs.
  test.slow();
  const link = await linkOf(serialiseDocument(everyKind));
  if (!link.ok) throw new Error(link.problem);
  const notebook = await NotebookPage.open(page);
  await notebook.opens(everyKind);
  const cell = (id: string) => page.locator(`[data-cell="${id}"]`);
  const finder = page.getByRole("combobox", { name: "Find a command" });
  const command = async (words: string) => {
    await page.keyboard.press("ControlOrMeta+k");
    await finder.fill(words);
    await page.keyboard.press("Enter");
  };

  for (const { colorScheme, ...size } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    const fine = async (state: string, part?: string) => {
      const parts = part?.split(", ");
      const wrong = [...(await violations(page, { parts, targets: true })), ...(await misplaced(page))];
      expect.soft(wrong, `${state}, ${colorScheme}`).toEqual([]);
    };
    for (const { id } of everyKind.cells) await cell(id).first().scrollIntoViewIfNeeded();
    await expect(cell("space").getByRole("application")).toBeVisible();
    await expect.poll(() => page.evaluate(() => window.deldotSpace?.isSettled())).toBe(true);
    await expect(cell("points").getByText("2 rows in all.")).toBeVisible();
    await notebook.settled();
    await fine("plain");

    await cell("plane").getByRole("button", { name: "Map settings" }).tap();
    await expect(cell("plane").getByRole("combobox", { name: "More maps" })).toBeVisible();
    await fine("map settings", '[data-cell="plane"]');
    await cell("plane").getByRole("button", { name: "Fewer settings" }).tap();

    await cell("words").focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("textbox", { name: "Text, in Markdown with TeX" })).toBeFocused();
    await fine("text edited", '[data-cell="words"]');
    await page.keyboard.press("Escape");

    // The picture stays in sight in a narrow window, and lies over its cell's menu once that is scrolled past.
    await cell("plane").evaluate((element) => element.scrollIntoView());
    await page.getByRole("button", { name: /^Cell: Picture/ }).tap();
    await expect(page.getByRole("button", { name: "Move cell up" })).toBeVisible();
    await fine("cell menu", ":popover-open");
    await page.keyboard.press("Escape");

    await cell("words").hover();
    await page.locator('[data-grip="words"]').hover();
    await page.mouse.down();
    await page.mouse.move(size.width / 2, size.height - 60, { steps: 3 });
    await expect(page.locator("[data-landing]")).toBeVisible();
    await fine("dragged", '[data-cell="words"]');
    await page.keyboard.press("Escape");
    await page.mouse.up();

    await page.keyboard.press("ControlOrMeta+k");
    await expect(finder).toBeFocused();
    await fine("palette", "dialog[open]");
    await finder.fill("qqqq");
    await fine("nothing found", "dialog[open]");
    await page.keyboard.press("Escape");
    for (const [words, shown] of [
      ["show all keys", "Delete cell"],
      ["share", "Embed code"],
      ["export the picture", "Save PNG"],
      ["documents", "New document"],
    ] as const) {
      await command(words);
      const dialog = page.getByRole("dialog");
      await expect(dialog.getByText(shown).first()).toBeVisible();
      if (words !== "documents") await fine(words, "dialog[open]");
      else {
        await dialog
          .getByRole("button", { name: /^Delete/ })
          .last()
          .tap();
        await expect(dialog.getByText(/was deleted/)).toBeVisible();
        await dialog.getByText("Recently deleted (1)").tap();
        await expect(dialog.getByRole("button", { name: /^Restore/ })).toBeVisible();
        await fine(words, "dialog[open]");
        await dialog.getByRole("button", { name: "Undo" }).tap();
      }
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "Examples" }).tap();
    await expect(page.getByRole("heading", { name: "Notebooks" })).toBeVisible();
    await fine("examples", ":popover-open");
    await page.keyboard.press("Escape");

    await command("present");
    const bar = page.getByRole("navigation", { name: "Presentation" });
    await expect(bar).toBeVisible();
    await bar.getByRole("button", { name: "Next" }).tap();
    await notebook.settled();
    await fine("presented");
    await page.keyboard.press("Escape");

    await notebook.editor.first().click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText("a = 2 in [0, 4]\nF(x, y) = (a x, oops)");
    await expect(page.getByText(/oops.* is not defined/)).toBeVisible();
    await fine("error", '[data-cell="plane"]');
    await page.keyboard.press("ControlOrMeta+z");
    await notebook.settled();

    // Links come into the page that is open: whole, and damaged.
    await page.evaluate((fragment) => location.assign(fragment), link.fragment);
    await expect(page.getByText("Shared copy, not saved")).toBeVisible();
    await page.evaluate((fragment) => location.assign(fragment), link.fragment.slice(0, -4));
    await expect(page.getByText(/This link is damaged/)).toBeVisible();
    await fine("shared, and a damaged link", "header, p");
    await page.getByRole("button", { name: "Dismiss" }).tap();

    // A copy that is changed is kept, and found by other tabs.
    await page.getByRole("textbox", { name: "Title" }).fill(`In two tabs, ${colorScheme}`);
    await expect(page.getByText("Saved here")).toBeAttached();
    const other = await page.context().newPage();
    await other.goto("./");
    await page.bringToFront();
    await expect(page.getByRole("button", { name: "Open as a copy" })).toBeVisible();
    await fine("two tabs", "header, p");
    // A busy tab that is closed may be ended before it says that it goes.
    await page.getByRole("button", { name: "Go on" }).tap();
    await other.close();
  }

  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(`${baseURL}?embed${link.fragment}`);
  await expect(page.getByRole("link", { name: /open in Deldot/ })).toBeVisible();
  await notebook.settled();
  expect([...(await violations(page, { targets: true })), ...(await misplaced(page))]).toEqual([]);
});

test("what a new visitor sees is fine, with all its pictures, and so are an example and one on another page", async ({
  page,
}) => {
  const notebook = new NotebookPage(page);
  const fine = async (address: string, size: { width: number; height: number }) => {
    await page.setViewportSize(size);
    await page.goto("about:blank");
    await page.goto(address);
    await notebook.settled();
    await expect(page.getByRole("group", { name: /^Formula: divergence/ }).first()).toBeVisible();
    // Pictures are made when they are seen.
    for (const cell of await page.locator("[data-cell]").all()) await cell.scrollIntoViewIfNeeded();
    await expect(page.getByRole("group", { name: "Readout", exact: true })).toHaveCount(
      await page.evaluate(
        () => window.deldot?.notebook().document.cells.filter(({ kind }) => kind === "plane").length ?? 0,
      ),
    );
    const wrong = [...(await violations(page, { targets: true })), ...(await misplaced(page))];
    expect.soft(wrong, `${address} at ${size.width}`).toEqual([]);
  };
  const [wide, narrow] = looks;
  for (const look of looks) {
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await fine("./", look);
  }
  await fine("./#demo=stream-functions", wide);
  await fine("./?embed#demo=stream-functions", narrow);
});
