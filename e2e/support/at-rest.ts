import { isDeepStrictEqual } from "node:util";
import type { Page } from "@playwright/test";

/**
 * Waits until what is counted has stayed as it is for so many milliseconds, and gives it: on however slow a machine what
 * was under way has come to its end then. What never rests comes to the end of the test's time.
 */
export async function atRest<Counts>(
  page: Page,
  counts: () => Promise<Counts>,
  milliseconds: number,
): Promise<Counts> {
  let before = await counts();
  for (;;) {
    await page.waitForTimeout(milliseconds);
    const now = await counts();
    if (isDeepStrictEqual(now, before)) return now;
    before = now;
  }
}
