import { expect, type Page } from "@playwright/test";
import { often } from "./notebook.ts";

/** Windows that pages are looked at in: of a desk, and of a telephone. */
export const windows = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

/** Lets the system be light or dark, and waits until the page knows: what is drawn until then is of before. */
export async function lookIn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect.poll(() => page.evaluate(() => window.deldot?.notebook().theme), often).toBe(colorScheme);
}

/** Looks at the page as it stands, first in light and then in dark; it is light again afterwards. */
export async function lightAndDark(page: Page, look: (colorScheme: "light" | "dark") => Promise<void>) {
  for (const colorScheme of ["light", "dark"] as const) {
    await lookIn(page, colorScheme);
    await look(colorScheme);
  }
  await lookIn(page, "light");
}
