import type { Locator, Page } from "@playwright/test";
import { countText } from "../../src/app/count-text.ts";
import type { Cell, LabCell } from "../../src/app/document/document.ts";
import { families, familyNames } from "../../src/app/laboratory/families.ts";
import { parsePoints } from "../../src/app/points/parse-points.ts";
import { DemoNotebook } from "../../src/app/testing/demo.ts";
import { placeIn } from "../../src/components/laboratory/place.ts";
import { isEstimate, type MethodChoice } from "../../src/engine/divergence/method-choice.ts";
import { methodCost } from "../../src/engine/divergence/method-cost.ts";
import { optionsOf } from "../../src/engine/divergence/method-options.ts";
import { planOf } from "../../src/engine/divergence/plan.ts";
import { checkSource } from "../../src/engine/language/check.ts";
import type { Field } from "../../src/engine/language/program.ts";
import { expect } from "./fixtures.ts";
import { often } from "./notebook.ts";

/**
 * Goes through all cells of the notebook on show as those who read it do: pictures are drawn, texts are set, and each cell
 * of the laboratory has a figure that the engine gives. Nothing is waited for beyond that.
 */
export async function readThrough(page: Page, id: string, text: string): Promise<void> {
  const demo = new DemoNotebook(id, text);
  for (const cell of demo.document.cells) {
    if (cell.collapsed) continue;
    const place = page.locator(`[data-cell="${cell.id}"]`);
    const about = `${id}, ${cell.id}`;
    await expect(place, about).toBeAttached();
    await place.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
    await hasCome(page, place, demo, cell, about);
    expect({ about, alerts: await page.getByRole("alert").allTextContents() }).toEqual({ about, alerts: [] });
  }
  // What is opened next takes the place of the first picture, which does not rest then.
  await page.evaluate(async () => {
    document.querySelector("[role=application]")?.scrollIntoView({ block: "center", behavior: "instant" });
    for (let frame = 0; frame < 4; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

async function hasCome(
  page: Page,
  place: Locator,
  demo: DemoNotebook,
  cell: Cell,
  about: string,
): Promise<void> {
  switch (cell.kind) {
    case "text":
      await expect(place, about).toHaveText(/\S/);
      await expect(place.getByRole("list", { name: "Problems in the text" }), about).toHaveCount(0);
      return;
    case "code":
      await expect(
        place.getByRole("list", { name: "Problems in the source" }).getByRole("listitem"),
        about,
      ).toHaveCount(0);
      return;
    case "plane": {
      const picture = () =>
        page.evaluate((plane) => {
          const { frame, stale, problem } = window.deldot?.state(plane) ?? {};
          return { isDrawn: frame != null, stale, problem };
        }, cell.id);
      await expect
        .poll(picture, { message: about, ...often })
        .toEqual({ isDrawn: true, stale: false, problem: null });
      return;
    }
    case "space": {
      const status = () =>
        page.evaluate((space) => window.deldotSpace?.state(space)?.reading.status, cell.id);
      await expect.poll(status, { message: about, ...often }).toBe("done");
      return;
    }
    default: {
      const { figure, wanted } = figureOf(place, demo, cell);
      await expect.poll(figure, { message: about, ...often }).toBe(wanted);
    }
  }
}

/** A figure that a cell of the laboratory is to show, as the page has it and as the engine gives it. */
function figureOf(
  place: Locator,
  demo: DemoNotebook,
  cell: LabCell,
): { figure(): Promise<string | null | undefined>; readonly wanted: string } {
  const name = cell.field ?? (demo.program.fields[0] as Field).name;
  const { time } = cell;
  const all = (one: Locator, attribute: string) =>
    one.evaluateAll((found, attribute) => found.map((element) => element.getAttribute(attribute)), attribute);
  const rows = place.locator("tbody tr");
  switch (cell.kind) {
    case "points": {
      const { field } = demo.field(name);
      const parsed = parsePoints(cell.table, field);
      if (!parsed.ok) throw new Error(parsed.problem);
      const value = demo.divergence(name, [...parsed.points.subarray(0, field.dimension)], { time });
      return {
        figure: async () => (await all(rows.first().locator("data"), "value")).at(field.dimension),
        wanted: String(value),
      };
    }
    case "compare": {
      const at = cell.methods.findIndex((choice) => !isEstimate(choice) && !("step" in choice));
      const value = demo.divergence(name, placeIn(cell.point, demo.field(name).field.dimension), { time });
      const own = rows.nth(at).locator('[data-figure="value"] data');
      return { figure: async () => (await all(own, "value"))[0], wanted: String(value) };
    }
    case "convergence": {
      const at = placeIn(cell.point, demo.field(name).field.dimension);
      const distribution = cell.estimators[0]?.distribution ?? "rademacher";
      const law = demo.variance(name, at, { time, distribution, probes: 1, predictVariance: true });
      const dot = place.locator('[data-series="0"] [data-probes="1"]');
      return {
        figure: async () => Number((await all(dot, "data-law"))[0]).toPrecision(12),
        wanted: Math.sqrt(law).toPrecision(12),
      };
    }
    case "cost": {
      if (cell.family === null) {
        const { flops } = planOf(demo.field(name).field).chosen;
        const chosen = rows.filter({ hasText: "✓ chosen" }).locator("td").nth(2);
        return { figure: async () => (await chosen.allTextContents())[0], wanted: countText(flops) };
      }
      const family = familyNames.find((own) => own === cell.family) ?? "dense";
      const smallest = checkSource(families[family].source(2)).fields[0] as Field;
      const [choice] = cell.methods as [MethodChoice];
      const cost = methodCost(smallest, optionsOf(choice, smallest, { seed: 0, layout: "jax" }));
      const operations = rows.first().locator("td").nth(2);
      return {
        figure: async () => (await operations.allTextContents())[0],
        wanted: countText(cost?.flops ?? null),
      };
    }
  }
}
