import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { build } from "vite";
import { ensureInstalled } from "../scripts/support/install.mjs";
import type { Evenness } from "../src/shaders/streamlines/evenness.ts";
import { openIsolated } from "./isolated-page.ts";
import { formatRatio, median, ratioOf } from "./statistics.ts";
import { tableLines } from "./table.ts";

const rounds = 9;
const entry = fileURLToPath(new URL("streamlines-page.ts", import.meta.url));

/** The page's program in one file: what is measured is what the plane's worker runs. */
async function pageScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, rolldownOptions: { input: entry, output: { format: "iife" } } },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !("output" in output)) throw new Error("the page of the streamlines could not be built");
  return output.output[0].code;
}

const run = (page: Page, expression: string) => page.evaluate(expression);

/** Evenly spaced lines of (sin y, cos x) on [−5, 5]² at separation 0.05 and step 0.01, in headless Chromium. */
export async function benchStreamlines(
  say: (line: string) => void,
  executablePath: string,
  args: string[],
): Promise<void> {
  say(
    "Streamlines of (sin y, cos x) on [−5, 5]², separation 0.05, points 0.01 apart: time ÷ @anvaka/streamlines'",
  );
  say("  (middle 80 %), target below 1; distances of lines in separations");
  await ensureInstalled({ say, folder: fileURLToPath(new URL(".", import.meta.url)) });
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await openIsolated(browser);
    await page.addScriptTag({ content: await pageScript() });
    const names = (await run(page, "placing.names")) as string[];
    const times: number[][] = names.map(() => []);
    for (let round = -2; round < rounds; round++) {
      for (let turn = 0; turn < names.length; turn++) {
        const which = (turn + Math.abs(round)) % names.length;
        const time = (await run(page, `placing.time(${which})`)) as number;
        if (round >= 0) times[which]?.push(time);
      }
    }
    const [theirs] = times as [number[]];
    const rows: string[][] = [
      ["", "ratio", "ms", "lines", "points", "closer than half", "farther than 1.6", "mean", "spread"],
    ];
    for (const [i, name] of names.entries()) {
      const own = times[i] as number[];
      const even = (await run(page, `placing.evenness(${i})`)) as Evenness;
      rows.push([
        `  ${name}`,
        formatRatio(ratioOf(own.map((time, k) => time / (theirs[k] as number)))),
        median(own).toFixed(0),
        String(even.lines),
        String(even.points),
        `${(100 * even.close).toFixed(2)} %`,
        `${(100 * even.far).toFixed(2)} %`,
        even.mean.toFixed(2),
        even.spread.toFixed(2),
      ]);
    }
    for (const line of tableLines(rows)) say(line);
  } finally {
    await browser.close();
  }
}
