import { createDocument, type Document } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { linkOf } from "../src/app/link/link.ts";
import { expect, test } from "./support/fixtures.ts";

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
