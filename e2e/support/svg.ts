import type { Page } from "@playwright/test";
import { decodePng, type Pixels } from "./png.ts";

/** An SVG as the browser draws it as an image of a page, on a page of its own that is closed then. */
export async function drawnSvg(page: Page, svg: Buffer, { width, height }: Pixels): Promise<Pixels> {
  await page.setViewportSize({ width, height });
  await page.setContent(
    `<body style="margin: 0"><img style="display: block" src="data:image/svg+xml;base64,${svg.toString("base64")}">`,
  );
  await page.locator("img").evaluate((image: HTMLImageElement) => image.decode());
  const pixels = decodePng(await page.screenshot());
  await page.close();
  return pixels;
}
