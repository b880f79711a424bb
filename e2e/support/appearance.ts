import type { Page } from "@playwright/test";

/** Windows that pages are looked at in: of a desk, and of a telephone. */
export const windows = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

/** Looks at the page as it stands, first in light and then in dark; it is light again afterwards. */
export async function lightAndDark(page: Page, look: (colorScheme: "light" | "dark") => Promise<void>) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await look(colorScheme);
  }
  await page.emulateMedia({ colorScheme: "light" });
}
