import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import { demos } from "../src/app/demos.ts";
import type { Document } from "../src/app/document/document.ts";
import { csvRows, deldot } from "./support/command.ts";
import { readThrough } from "./support/demo-cells.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { SpacePage } from "./support/space.ts";

test.use({ viewport: { width: 1010, height: 620 } });

test("the notebooks that come with the page, opened one after the other on one page, have the command's numbers", async ({
  page,
}) => {
  test.setTimeout(400_000);
  const notebook = await NotebookPage.open(page);

  await test.step("the gallery lists them, and the one that is chosen is opened and saved", async () => {
    await page.getByRole("button", { name: "Examples" }).click();
    const list = page.getByRole("list", { name: "Notebooks" });
    await expect(list.getByRole("button")).toHaveCount(demos.length);
    await list.getByRole("button", { name: /The JAX thread, answered/ }).click();
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("The JAX thread, answered");
    await expect(page.getByText("Saved here")).toBeVisible();

    // Its fifty points, and its thousand probes with today's keys, as the command has them.
    const text = readFileSync(new URL("../public/demos/jax-thread.deldot.json", import.meta.url), "utf8");
    const divergence = async (...asked: readonly string[]) => {
      const { header, rows } = csvRows(await deldot(["divergence", "-", "--field", ...asked], text));
      return rows[0]?.[header.indexOf("div")];
    };
    const numbersOf = (cell: string, row: number) =>
      page
        .locator(`[data-cell="${cell}"] tbody tr`)
        .nth(row)
        .locator("data")
        .evaluateAll((all) => all.map((one) => one.getAttribute("value")));
    await page.locator('[data-cell="points-1"]').scrollIntoViewIfNeeded();
    await expect(page.getByText("50 rows in all.")).toBeVisible();
    const tenth = await divergence("L", "--at", "90,91,92,93,94,95,96,97,98,99");
    expect((await numbersOf("points-1", 9)).slice(-2)).toEqual([tenth, tenth]);
    await page.locator('[data-cell="compare-1"]').scrollIntoViewIfNeeded();
    const estimate = ["--method", "hutchinson", "--distribution", "gaussian", "--probes", "1000"];
    const gaussian = await divergence("f", "--at", "1,1,1", ...estimate);
    await expect.poll(async () => (await numbersOf("compare-1", 2))[0]).toBe(gaussian);

    await page.reload();
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("The JAX thread, answered");
  });

  await test.step("each opens from the gallery, draws its first picture without an error, and is read to its end", async () => {
    for (const { id, title, file } of demos) {
      await page.getByRole("button", { name: "Examples" }).click();
      const list = page.getByRole("list", { name: "Notebooks" });
      await list.getByRole("button").filter({ hasText: title }).first().click();
      await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(title);
      await page.locator('[role="application"]').first().scrollIntoViewIfNeeded();
      const text = readFileSync(new URL(`../public/${file}`, import.meta.url), "utf8");
      if (/"kind": "space"/.test(text)) {
        await readInSpace(new SpacePage(notebook), id, text);
        await readThrough(page, id, text);
        continue;
      }
      // Numbers are read where the hand is, and pictures come to stand under it.
      await page.mouse.move(2, 2);
      await notebook.settled();
      const told = () =>
        page.evaluate(() => {
          const { document, readout, stale, problem, plane } = window.deldot?.state() ?? {};
          const value = readout?.status === "done" ? readout.value : null;
          const { field, place: point } = value ?? {};
          return { title: document?.title, field, point, time: plane?.time, stale, problem };
        });
      await expect
        .poll(told, { message: id })
        .toMatchObject({ title, field: expect.anything(), point: expect.anything() });
      const { field, point, time, stale, problem } = await told();
      expect({ id, stale, problem }).toEqual({ id, stale: false, problem: null });
      expect(await page.getByRole("alert").allTextContents()).toEqual([]);
      const at = ["--at", (point ?? []).join(","), "--time", String(time)];
      // In the plane the picture's own method, on slices the cheapest.
      const method = point?.length === 2 ? ["--method", "jacobian-forward"] : [];
      const numbers = await deldot(["divergence", "-", "--field", field ?? "", ...at, ...method], text);
      const exact = page.locator('[data-figure="exact"]').first();
      await expect(exact, id).toHaveAttribute("value", String(Number(csvRows(numbers).rows[0]?.at(-1))));
      await readThrough(page, id, text);
    }
  });

  await test.step("what their texts tell one to press, or to choose under, is there", async () => {
    let found = 0;
    for (const { title, file } of demos) {
      const told = namedIn(readFileSync(new URL(`../public/${file}`, import.meta.url), "utf8"));
      if (told.length === 0) continue;
      await page.getByRole("button", { name: "Examples" }).click();
      await page
        .getByRole("list", { name: "Notebooks" })
        .getByRole("button")
        .filter({ hasText: title })
        .first()
        .click();
      await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(title);
      for (const { cell, name } of told) {
        await page.locator(`[data-cell="${cell}"]`).scrollIntoViewIfNeeded();
        const [button, choice] = (["button", "combobox"] as const).map((role) =>
          page.getByRole(role, { name, exact: true }),
        ) as [Locator, Locator];
        await expect(button.or(choice).first(), `${name} in ${title}`).toBeAttached();
        found += 1;
      }
    }
    expect(found).toBeGreaterThanOrEqual(4);
  });
});

/** The buttons and settings that a notebook's texts name as to be pressed, or chosen under, with the cells of the texts. */
function namedIn(text: string): { readonly cell: string; readonly name: string }[] {
  const { cells } = JSON.parse(text) as Document;
  return cells.flatMap((cell) =>
    cell.kind === "text"
      ? [...cell.source.matchAll(/(?:[Pp]ress|under|in the) \*([A-Z][^*]+)\*/g)].map(([, name = ""]) => ({
          cell: cell.id,
          name,
        }))
      : [],
  );
}

/** The first picture of a notebook in space, and the divergence at its reading point as the command has it. */
async function readInSpace(space: SpacePage, id: string, text: string): Promise<void> {
  const { cells } = JSON.parse(text) as Document;
  const picture = cells.find((cell) => cell.kind === "space");
  // A crowd goes on for half a minute, each frame of it drawn anew.
  if (picture?.particles?.on) await space.page.getByRole("button", { name: "Pause the particles" }).click();
  await space.settled();
  const { reading, scene } = await space.state();
  expect({ id, status: reading.status, drawn: scene !== null }).toEqual({ id, status: "done", drawn: true });
  expect(await space.page.getByRole("alert").allTextContents()).toEqual([]);
  if (reading.status !== "done") return;
  const { field, place, divergence } = reading.value;
  const told = await deldot(["divergence", "-", "--field", field, "--at", place.join(",")], text);
  expect({ id, divergence }).toEqual({ id, divergence: Number(csvRows(told).rows[0]?.at(-1)) });
}
