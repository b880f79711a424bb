import { createDocument, type Document } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { linkOf } from "../src/app/link/link.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 1500, height: 800 } });

test("fields are given as code where no picture shows them, each of several; what a language cannot say is told, not copied", async ({
  page,
  baseURL,
}) => {
  const source = "F(x, y, z) = (x y, y, z)\nG(x_1, x_2, x_3, x_4, x_5) = (x_1^2, x_2, x_3, x_4, x_5)";
  const start = createDocument("Without a picture", source);
  const document: Document = { ...start, cells: start.cells.slice(0, 1) };
  const link = await linkOf(serialiseDocument(document));
  if (!link.ok) throw new Error(link.problem);
  await page.goto(`${baseURL}${link.fragment}`);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const code = page.getByRole("group", { name: /as code/ });
  const text = code.getByRole("textbox", { name: "Code" });
  await code.getByRole("combobox", { name: "Language" }).selectOption("GLSL");
  await expect(text).toHaveValue(/float/);
  await code.getByRole("combobox", { name: "Field" }).selectOption("G");
  await expect(code.getByRole("status").first()).toContainText("GLSL");
  await expect(text).toHaveCount(0);
  await code.getByRole("combobox", { name: "Language" }).selectOption("NumPy");
  await expect(text).toHaveValue(/def /);
  await expect(code.getByText(/GLSL has no/)).toHaveCount(0);
});

test("links and formulas are copied also where the page came over plain http, which has no clipboard", async ({
  page,
}) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y) = (x^2, y)");
  /** What is pasted then. */
  const pasted = async () => {
    const title = page.getByRole("textbox", { name: "Title", exact: true });
    await title.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("ControlOrMeta+v");
    return title.inputValue();
  };
  const formula = page.getByRole("button", { name: "Copy LaTeX of divergence of F" });
  await formula.click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeFocused();
  expect(await pasted()).toContain("2 x");

  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await page.getByRole("textbox", { name: "Link", exact: true }).inputValue();
  await page.getByRole("button", { name: "Copy Link" }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Copy Link" })).toHaveText("Copied");
  await expect(page.getByRole("button", { name: "Copy Link" })).toBeFocused();
  await page.keyboard.press("Escape");
  // As much of it as a title holds.
  expect(await pasted()).toBe(link.slice(0, 300));
  expect(link).toMatch(/#d=1\./);

  await page.evaluate(() => {
    document.execCommand = () => false;
  });
  await formula.click();
  await expect(page.getByRole("button", { name: "Not allowed here" })).toBeVisible();
});
