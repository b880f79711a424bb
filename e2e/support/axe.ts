import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** What to look at, as selectors of its parts; all of the page where nothing is told. */
interface Look {
  readonly parts?: readonly string[];
  /** Whether a target under 24 pixels is wrong, too. */
  readonly targets?: boolean;
}

/** What axe finds wrong with the page as it stands, or with parts of it; each with the element that it is wrong at. */
export async function violations(page: Page, { parts = [], targets = false }: Look = {}): Promise<string[]> {
  // A megabyte of text that is read once for each page, not for each look at it.
  const isThere = await page.evaluate(() => "axe" in globalThis);
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: "0" }) })
    // All of it is one frame: nothing has to be put together in a page of its own.
    .setLegacyMode()
    // Every rule is run; what is right is counted, not described element by element, which takes as long as the rules.
    .options({ resultTypes: ["violations"], rules: { "target-size": { enabled: targets } } });
  const found = await parts.reduce((all, part) => all.include(part), axe).analyze();
  // It has looked at something.
  expect(found.passes.length).toBeGreaterThan(parts.length > 0 ? 2 : 15);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}
