/** Draws the icons that are pixels (public/icons) from public/icon.svg: run it when that has changed. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { chromiumArguments, findChromium } from "./support/chromium.mjs";
import { root } from "./support/commands.mjs";

/**
 * `whole`: the ground goes to the edges, since whoever shows the icon cuts it to a shape; what is drawn on it keeps to
 * the middle then, a circle of 80 % being the least that is left.
 */
const icons = [
  { name: "192.png", size: 192, whole: false },
  { name: "512.png", size: 512, whole: false },
  { name: "maskable.png", size: 512, whole: true },
  { name: "apple.png", size: 180, whole: true },
];

/** How much of the icon is shown around the drawing, in its own units of 64: enough for the circle. */
const wholeView = "-6 -6 76 76";

/** @param {string} svg */
function withWholeGround(svg) {
  return svg
    .replace('viewBox="0 0 64 64"', `viewBox="${wholeView}"`)
    .replace(/<rect[^>]*fill="([^"]+)"\/>/, '<rect x="-6" y="-6" width="76" height="76" fill="$1"/>');
}

async function main() {
  const svg = readFileSync(join(root, "public", "icon.svg"), "utf8");
  const browser = await chromium.launch({
    executablePath: (await findChromium()) ?? undefined,
    args: [...chromiumArguments],
  });
  try {
    const page = await browser.newPage();
    for (const { name, size, whole } of icons) {
      await page.setViewportSize({ width: size, height: size });
      const drawn = (whole ? withWholeGround(svg) : svg).replace("<svg", '<svg style="display: block"');
      await page.setContent(`<body style="margin: 0">${drawn}`);
      writeFileSync(join(root, "public", "icons", name), await page.screenshot({ omitBackground: true }));
    }
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
