import { writeFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import {
  type CompareCell,
  type CostCell,
  createDocument,
  type PointsCell,
} from "../src/app/document/document.ts";
import { defaultLab } from "../src/app/document/lab-cells.ts";
import { violations } from "./support/axe.ts";
import { csvRows, deldot } from "./support/command.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { saved } from "./support/saved.ts";

test.use({ viewport: { width: 1440, height: 900 } });

const thread = "theta = eye(10)\nL(x: R^10) = x @ theta";
const source = `${thread}
F(x, y) = (sin(x y) + x^2, cos(x) - y^3)
A(a, b, c, d, e) = (a b c d e, a + b^2, a + c^2, a + d^2, a + e^2)
T(x, y) = (t x, y)`;

const points: PointsCell = {
  id: "points",
  kind: "points",
  field: "L",
  time: 0,
  table: "arange(500) as 50x10",
  methods: [{ method: "auto" }],
  components: false,
};
const cost: CostCell = {
  id: "cost",
  kind: "cost",
  field: "A",
  time: 0,
  family: null,
  most: 16,
  methods: [
    { method: "jacobian-forward" },
    { method: "structured" },
    { method: "hutchinson", probes: 1, distribution: "rademacher", keys: "shared" },
  ],
};

async function opened(page: Page, cell: PointsCell | CostCell): Promise<NotebookPage> {
  const notebook = await NotebookPage.open(page);
  const plain = createDocument("Laboratory", source);
  await notebook.opens({ ...plain, seed: 4, cells: [...plain.cells, cell] });
  return notebook;
}

const cellOf = (page: Page, id: string): Locator => page.locator(`[data-cell="${id}"]`);

/** Every number on show with all its digits, row by row. */
function valuesOf(table: Locator): Promise<string[][]> {
  return table
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("data")].map((data) => data.getAttribute("value") ?? "")),
    );
}

/** The words of a table, row by row. */
function wordsOf(table: Locator): Promise<string[][]> {
  return table
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
}

const counted = (count: number | null): string =>
  count === null ? "–" : count.toLocaleString("en").replaceAll(",", "\u202f");

async function hasNoViolations(page: Page, id: string): Promise<void> {
  expect(await violations(page, { parts: [`[data-cell="${id}"]`] })).toEqual([]);
}

test("the thread's points have fifty times 10, and other tables the command's numbers, on the page and in the CSV", async ({
  page,
}, testInfo) => {
  await opened(page, points);
  const cell = cellOf(page, "points");
  const table = cell.getByRole("group", { name: "Divergence of L at the points" });
  await expect(cell.getByText("50 rows in all.")).toBeVisible();
  const rows = await valuesOf(table);
  expect(rows.map((row) => row.at(-1))).toEqual(new Array(50).fill("10"));
  expect(rows.flatMap((row) => row.slice(0, 10))).toEqual(Array.from({ length: 500 }, (_, k) => String(k)));
  const pasted = testInfo.outputPath("points.csv");
  writeFileSync(pasted, rows.map((row) => `${row.slice(0, 10)}\n`).join(""));
  const command = ["divergence", "-", "--seed", "4", "--field"];
  const whole = await deldot([...command, "L", "--points", pasted], source);
  expect((await saved(page, "Save CSV")).content.toString()).toBe(whole);

  // Another field, and a table with a line that is none: told at its place, and with its number.
  await cell.getByRole("combobox", { name: /^Field/ }).selectOption("F");
  const input = cell.getByLabel("Table of points", { exact: true });
  await input.fill("x\ty\n1\t2\n-0.5\t1e-3\nthree 4");
  await expect(cell.getByRole("alert")).toHaveText(/^Line 4: .*three.*\.$/);
  await expect(input).toHaveAttribute("aria-invalid", "true");
  await hasNoViolations(page, "points");
  // From a file, and with an estimate beside the exact value.
  const text = "x\ty\n1\t2\n-0.5\t1e-3\n3\tnan\n0.25\t-4\n";
  writeFileSync(pasted, text);
  const chooser = page.waitForEvent("filechooser");
  await cell.getByRole("button", { name: "Choose a file…" }).click();
  await (await chooser).setFiles(pasted);
  await expect(input).toHaveValue(text);
  await cell.getByLabel("Components of the field").check();
  await expect(cell.getByText("4 rows in all.")).toBeVisible();
  await expect(cell.getByRole("alert")).toHaveCount(0);
  const own = cell.getByRole("group", { name: "Divergence of F at the points" });
  await expect(own.getByRole("columnheader")).toHaveText(["#", "x", "y", "F_x", "F_y", "div"]);
  const exact = await deldot([...command, "F", "--components", "--points", pasted], source);
  expect((await saved(page, "Save CSV")).content.toString()).toBe(exact);
  const told = csvRows(exact).rows.map((row) => row.map((digits) => String(Number(digits))));
  expect(await valuesOf(own)).toEqual(told);

  await cell.getByLabel("Method 1", { exact: true }).selectOption("hutchinson");
  await cell.getByLabel("Probes of method 1").fill("7");
  await expect(own.getByRole("columnheader").last()).toHaveText("predictedVariance");
  const estimate = ["--method", "hutchinson", "--probes", "7", "--components", "--points", pasted];
  const estimated = csvRows(await deldot([...command, "F", ...estimate], source)).rows;
  await expect
    .poll(() => valuesOf(own))
    .toEqual(estimated.map((row) => row.map((digits) => String(Number(digits)))));
  await hasNoViolations(page, "points");

  // A table that is saved as soon as it is typed is the one that was typed.
  await input.fill("5,6");
  const soon = (await saved(page, "Save CSV")).content.toString();
  expect(csvRows(soon).rows.map((row) => row.slice(0, 2).map(Number))).toEqual([[5, 6]]);

  // Time is the cell's own, and each change of it is a step back.
  await cell.getByRole("combobox", { name: /^Field/ }).selectOption("T");
  await cell.getByLabel("Method 1", { exact: true }).selectOption("auto");
  const timed = cell.getByRole("group", { name: "Divergence of T at the points" });
  const first = async () => (await valuesOf(timed))[0]?.at(-1);
  await expect.poll(first).toBe("1");
  await cell.getByRole("textbox", { name: "Value of t" }).fill("3");
  await cell.getByRole("textbox", { name: "Value of t" }).press("Enter");
  await expect.poll(first).toBe("4");
  await expect(cell.getByRole("slider", { name: "Time t" })).toHaveValue("3");
  await hasNoViolations(page, "points");
  await cell.getByRole("slider", { name: "Time t" }).focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(first).toBe("1");

  // What is cancelled can be run after all.
  await input.fill("arange(400000) as 200000x2");
  // By keys alone: each button leaves the focus to the one that takes its place, the last one to the cell.
  await cell.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(cell.getByRole("button", { name: "Run again" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(cell.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(cell).toBeFocused();
  await expect(cell.getByText(/of 200.000 rows; all are in the CSV/)).toBeVisible();
  await expect(cell.getByRole("button", { name: "Run again" })).toHaveCount(0);

  await cell.getByRole("combobox", { name: /^Field/ }).selectOption("A");
  await input.fill("5,6");
  await expect(cell.getByRole("alert")).toHaveText(/^Line 1: /);
  // What is too long is not cut: it is told, and what was there stays.
  const isPasted = await input.evaluate((area: HTMLTextAreaElement, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", text);
    area.select();
    return area.dispatchEvent(
      new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }),
    );
  }, "12.345678,−98.7654\n".repeat(60_000));
  expect(isPasted).toBe(false);
  await expect(cell.getByRole("alert")).toHaveText(
    /^A table here has at most 1.000.000 characters, and this has 1.140.000\.$/,
  );
  await expect(input).toHaveValue("5,6");
  await input.fill("");
  await expect(cell.getByRole("alert")).toHaveCount(0);
  await expect(cell.getByRole("button", { name: "Save CSV" })).toHaveCount(0);
});

test("the document's field has the plan's table, and its structure in the plan's colours: two for an arrow", async ({
  page,
}) => {
  await opened(page, cost);
  const cell = cellOf(page, "cost");
  const table = cell.getByRole("group", { name: "Ways to the divergence of A" });
  const plan = JSON.parse(await deldot(["plan", "-", "--field", "A", "--format", "json"], source));
  await expect(table.locator("tbody tr:not([data-other])")).toHaveCount(plan.candidates.length);
  // After the exact ones the estimates that the cell has, and the field itself; they are measured last.
  await expect(table.locator("tbody tr[data-other]")).toHaveCount(2);
  const all = await wordsOf(table);
  const rows = all.slice(0, plan.candidates.length);
  const others = all.slice(plan.candidates.length);
  expect(others.map(([name, , passes]) => [name, passes])).toEqual([
    ...cost.methods.flatMap((own) =>
      "probes" in own ? [[`Hutchinson, ${own.probes} Rademacher probe`, String(own.probes)]] : [],
    ),
    ["A itself", ""],
  ]);
  type Line = { passes: number | null; flops: number | null; why: string };
  expect(rows.map(([, , passes, flops, , why]) => [passes, flops, why])).toEqual(
    plan.candidates.map(({ passes, flops, why }: Line) => [counted(passes), counted(flops), why]),
  );
  const chosen = rows.filter(([name]) => name?.endsWith("✓ chosen"));
  expect(chosen).toHaveLength(1);
  expect(chosen[0]?.[0]).toBe(`${plan.chosen}, ${plan.structure} ✓ chosen`);
  for (const [, applies, , , time] of rows) expect(time !== "–").toBe(applies === "yes");

  const jacobian = cell.getByRole("img", {
    name: /^The Jacobian of A, 5 × 5: 13 of 25 entries .* 2 colours/,
  });
  await expect(jacobian).toBeVisible();
  await expect(jacobian.locator("path[fill]")).toHaveCount(2);
  // By columns: the shaft has a colour of its own, and all others share one.
  const headings = await jacobian.locator("text").allTextContents();
  expect(headings.slice(0, 5)).toEqual(["1", "2", "2", "2", "2"]);
  await hasNoViolations(page, "cost");
});

test("an estimate of minutes tells how far it is, lets the other cells take their turn, and is cancelled soon", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  const plain = createDocument(
    "Long",
    "W = randn(700, 700, seed=1) / 26\nB(x: R^700) = tanh(W @ x)\nF(x, y) = (x y, y^2)",
  );
  const xtrace = { method: "xtrace", probes: 1000, distribution: "gaussian", keys: "shared" } as const;
  const compare = { ...(defaultLab("compare", "compare") as CompareCell), field: "B", methods: [xtrace] };
  const own = { ...points, field: "F", table: "arange(40000) as 20000x2" };
  await notebook.opens({ ...plain, cells: [...plain.cells, compare, own] });
  const [long, table] = [cellOf(page, "compare"), cellOf(page, "points")];
  // So many dimensions have no map; it is said once, and not by each method.
  await expect(long.getByText(/^Maps are of fields up to R\^128/)).toBeVisible();
  await expect(long.getByRole("group", { name: "Maps of the methods" })).toHaveCount(0);
  const bar = long.getByRole("progressbar");
  const share = () => bar.evaluate((own: HTMLProgressElement) => own.value);
  await expect.poll(share).toBeGreaterThan(0);
  // The other cell is done while one estimate, by a thousand probes, is still made; and the bar goes on meanwhile.
  await expect(table.getByText(/of 20.000 rows; all are in the CSV/)).toBeVisible();
  const shares = new Set<number>();
  await expect
    .poll(async () => {
      shares.add(await share());
      return shares.size;
    })
    .toBeGreaterThan(4);
  await long.getByRole("button", { name: "Cancel" }).click();
  await expect(long.getByRole("button", { name: "Run again" })).toBeVisible({ timeout: 2500 });
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("what of a hollow field reaches the diagonal is drawn, and the few numbers that all dependence goes through", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  const plain = createDocument(
    "Structures",
    `M = (1 - eye(12)) * randn(12, 12, seed=3)
H(x: R^12) = sin(x) * cos(M @ x)
U = randn(3, 20, seed=2) / 5
V = randn(8, 3, seed=3)
W = randn(20, 8, seed=5)
X = randn(20, 20, seed=6) / 5
B(x: R^20) = W @ tanh(V @ sin(U @ tanh(X @ x)))`,
  );
  await notebook.opens({ ...plain, cells: [...plain.cells, { ...cost, field: "H" }] });
  const cell = cellOf(page, "cost");
  /** Where entries are drawn, or the dots of a drawing stand, as how many there are in each column. */
  const columns = (drawing: Locator, what: "circle" | "path[fill]") =>
    drawing.locator(what).evaluateAll((all) => {
      const places = all.flatMap((one) => {
        const circle = one.getAttribute("cx");
        if (circle) return [circle];
        return [...(one.getAttribute("d") ?? "").matchAll(/M(-?[\d.]+)/g)].map(([, x]) => String(x));
      });
      const counts = new Map<string, number>();
      for (const x of places) counts.set(x, (counts.get(x) ?? 0) + 1);
      return [...counts.values()];
    });
  const whole = cell.getByRole("img", { name: /^The Jacobian of H, 12 × 12: 144 of 144 entries/ });
  await expect(whole).toBeVisible();
  const hollow = cell.getByRole("img", {
    name: /^What of it reaches the diagonal, 12 × 12: 12 of 144 entries .*, and one pass does for all columns/,
  });
  await expect(hollow).toBeVisible();
  expect(await columns(hollow, "path[fill]")).toEqual(new Array(12).fill(1));

  await cell.getByRole("combobox", { name: /^Field/ }).selectOption("B");
  const cut = cell.getByRole("img", {
    name: "All dependence goes through 3 numbers between 20 coordinates and 20 components.",
  });
  await expect(cut).toBeVisible();
  expect((await columns(cut, "circle")).toSorted((a, b) => a - b)).toEqual([3, 20, 20]);
  await expect(hollow).toHaveCount(0);
  await hasNoViolations(page, "cost");
});

test("a family's counts are the plan's, a long run is cancelled, and settings are undone", async ({
  page,
}) => {
  const notebook = await opened(page, { ...cost, family: "elementwise", most: 4 });
  const cell = cellOf(page, "cost");
  const table = cell.getByRole("group", { name: "Costs by size and method" });
  await expect(table.locator("tbody tr")).toHaveCount(6);
  await expect(cell.getByText(/^By counts, forward Jacobian costs/)).toBeVisible();
  await expect(
    cell.getByText(/^Measured on this machine, structured costs|^Measured on this machine, structured and/),
  ).toBeVisible();
  const field = "F(x: R^4) = sin(x) * exp(-x^2)";
  const plan = JSON.parse(await deldot(["plan", "-", "--format", "json"], field));
  const forward = plan.candidates.find(({ method }: { method: string }) => method === "jacobian-forward");
  const [, , passes, flops] = (await wordsOf(table))[3] as string[];
  expect([passes, flops]).toEqual([counted(forward.passes), counted(forward.flops)]);
  await cell.getByRole("radio", { name: "Counted operations" }).check();
  const chart = cell.getByRole("img", { name: /^Cost of a point against n\./ });
  await expect(chart).toHaveAccessibleName(
    new RegExp(`forward Jacobian: .* ${counted(forward.flops)} at n = 4;`),
  );
  await hasNoViolations(page, "cost");

  await cell.getByRole("combobox", { name: /^Largest n/ }).selectOption("1024");
  await cell
    .getByRole("combobox", { name: /^Cost of/ })
    .selectOption({ label: "A net with two hidden layers of 64" });
  await expect(cell.getByRole("progressbar")).toBeVisible();
  // What is cancelled in the turn of a change, before it is begun, does not begin.
  await cell.evaluate((element) => {
    const select = element.querySelector<HTMLSelectElement>("select");
    const setValue = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value")?.set;
    if (select) setValue?.call(select, "elementwise");
    select?.dispatchEvent(new Event("change", { bubbles: true }));
    element.querySelector<HTMLElement>("progress + button")?.click();
  });
  await expect(cell.getByText("Cancelled before anything was measured.")).toBeVisible();
  await page.waitForTimeout(500);
  await expect(cell.getByRole("progressbar")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+z");

  await expect(cell.getByRole("progressbar")).toBeVisible();
  await cell.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(cell.getByText(/^Cancelled/)).toBeVisible();
  await expect(cell.getByRole("button", { name: "Measure again" })).toBeFocused();
  await expect(cell.getByRole("progressbar")).toHaveCount(0);
  const before = await wordsOf(table);
  expect(before.length).toBeLessThan(3 * 10);
  await page.waitForTimeout(700);
  expect(await wordsOf(table)).toEqual(before);
  await expect(cell.getByRole("button", { name: "Measure again" })).toBeVisible();

  for (const _ of ["family", "size"]) await page.keyboard.press("ControlOrMeta+z");
  const { document } = await notebook.snapshot();
  expect(document.cells.at(-1)).toEqual({ ...cost, family: "elementwise", most: 4 });
});
