import { createDocument, defaultPlane } from "../src/app/document/document.ts";
import { defaultLab } from "../src/app/document/lab-cells.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

const fault = "a fault of the browser";
test.use({ viewport: { width: 1000, height: 700 }, allowedProblems: [new RegExp(fault)] });

test("a cell that breaks says so in its place: the rest of the notebook works on, and the document is whole", async ({
  page,
}) => {
  // What the laboratory measures itself by fails within one cell.
  await page.addInitScript((fault) => {
    const { observe } = ResizeObserver.prototype;
    ResizeObserver.prototype.observe = function (target, options) {
      if (target.closest('[data-cell="compare"]')) throw new Error(fault);
      observe.call(this, target, options);
    };
  }, fault);
  const notebook = await NotebookPage.open(page);
  const plain = createDocument("One of them breaks", "a = 2 in [0, 4]\nF(x, y) = (a x, y)");
  const compare = defaultLab("compare", "compare");
  const other = { ...defaultPlane("other"), field: "F" };
  await notebook.opens({ ...plain, cells: [...plain.cells, compare, other] });

  const broken = page.getByRole("alert").filter({ hasText: "This cell could not be drawn" });
  await broken.scrollIntoViewIfNeeded();
  await expect(broken).toHaveCount(1);
  await page.locator('[data-cell="other"]').scrollIntoViewIfNeeded();
  await expect.poll(() => page.evaluate(() => window.deldot?.state("other").frame?.progress)).toBe(1);
  await notebook.fill("Value of a", "3");
  const exact = () =>
    page.evaluate(() => {
      const { readout } = window.deldot?.state("other") ?? {};
      return readout?.status === "done" ? readout.value.exact : null;
    });
  await expect.poll(exact).toBe(4);
  const { cells } = await notebook.document();
  expect(cells.map(({ id }) => id)).toEqual(["code", "plane", "compare", "other"]);
  expect(cells[2]).toEqual(compare);
});
