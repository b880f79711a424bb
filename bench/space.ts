import { chromium, type Page } from "@playwright/test";
import { scriptPage } from "./served.ts";
import { checkedFields, handWritten, limitOf, type SpaceBenchField } from "./space-fields.ts";
import type { SpaceBench } from "./space-page.ts";
import { benchFirstSpace } from "./space-visit.ts";
import { formatRatio, median, ratioOf } from "./statistics.ts";
import { tableLines } from "./table.ts";

const raceSize = { width: 320, height: 240 };
const raceRounds = 15;

/** Frames of an interaction, and how many of them go by before the slider moves again: 0 where it never does. */
const frames = 6;
const paces = [1, 3, 0];
const interactionRounds = 3;
/** What is worth while to interact with: a slider that changes something, and is not a constant. */
const interactive = ["cells", "point charge", "wave"];

/** Space: its shaders against the derivative by hand, its volume against a texture, and its first picture against three alone. */
export async function benchSpace(
  say: (line: string) => void,
  executablePath: string,
  args: string[],
): Promise<void> {
  const fields = checkedFields();
  const browser = await chromium.launch({ executablePath, args });
  try {
    await scriptPage("space-page.ts", async (address) => {
      const page = await browser.newPage();
      page.on("pageerror", (error) => say(`  error: ${error.message}`));
      await page.goto(address);
      await benchMarches(say, page, fields);
      await benchInteraction(say, page, fields);
      await page.close();
    });
    await benchFirstSpace(say, browser);
  } finally {
    await browser.close();
  }
}

type WithSpace = typeof globalThis & { readonly space: SpaceBench };

async function benchMarches(
  say: (line: string) => void,
  page: Page,
  fields: readonly SpaceBenchField[],
): Promise<void> {
  const { width, height } = raceSize;
  say(
    `Volume shader, ${width}×${height}: time ÷ that with the divergence by hand (middle 80 %), target 1.15`,
  );
  for (const field of fields) {
    const race = { ...raceSize, field, limit: limitOf(field) };
    const { times, changed } = await page.evaluate(
      ([race, hand, rounds]) => (globalThis as WithSpace).space.raceMarches(race, hand, rounds),
      [race, handWritten(field), raceRounds] as const,
    );
    const [own = [], hand = []] = times;
    const ratio = formatRatio(ratioOf(own.map((time, k) => time / (hand[k] as number))));
    if (changed > 0.002)
      throw new Error(`${field.name}: ${(100 * changed).toFixed(2)} % of the pixels differ`);
    say(`  ${ratio}; ${median(own).toFixed(0)}, ${median(hand).toFixed(0)} ms  ${field.name}`);
  }
}

async function benchInteraction(
  say: (line: string) => void,
  page: Page,
  fields: readonly SpaceBenchField[],
): Promise<void> {
  const { width, height } = raceSize;
  say(
    `Volume, ${width}×${height}, 128 steps along the edge, turning: frames a second ÷ those of a three.js volume of a 128³`,
  );
  say("  texture computed anew whenever the slider moves (| ÷ those of that texture in our frame), target 1");
  const rows = [["", ...paces.map((every) => (every === 0 ? "never" : `every ${every} frames`))]];
  for (const field of fields.filter(({ name }) => interactive.includes(name))) {
    const race = { ...raceSize, field, limit: limitOf(field) };
    const results = await page.evaluate(
      ([race, frames, paces, rounds]) =>
        (globalThis as WithSpace).space.interact(race, frames, paces, rounds),
      [race, frames, paces, interactionRounds] as const,
    );
    const cells = results.map(({ times }) => {
      const [own, bare, textured] = times.map(median) as [number, number, number];
      return `${(bare / own).toFixed(2)} | ${(textured / own).toFixed(2)}`;
    });
    rows.push([`  ${field.name}`, ...cells]);
  }
  for (const line of tableLines(rows)) say(line);
}
