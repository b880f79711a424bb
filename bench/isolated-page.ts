import type { Browser, Page } from "@playwright/test";

/** An empty page that no other origin shares: its clock ticks in microseconds, other pages' in tenths of milliseconds. */
export async function openIsolated(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  const headers = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  };
  await page.route("**/*", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html>", headers }),
  );
  await page.goto("https://bench.invalid/");
  if (!(await page.evaluate("crossOriginIsolated"))) throw new Error("the page's clock is too coarse");
  return page;
}
