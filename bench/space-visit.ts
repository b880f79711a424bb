import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "@playwright/test";
import { schemaVersion } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { defaultSpace } from "../src/app/document/space-cell.ts";
import { linkOf } from "../src/app/link/link.ts";
import { include } from "../src/shaders/include.ts";
import { stretchOf } from "../src/shaders/scale.ts";
import { lensOf } from "../src/shaders/space/lens.ts";
import type { BareSpace, GivenSpace } from "./bare-space.ts";
import { builtPage, scriptPage } from "./served.ts";
import {
  checkedFields,
  handWritten,
  limitOf,
  reach,
  type SpaceBenchField,
  sourceAt,
} from "./space-fields.ts";
import { formatRatio, median, ratioOf } from "./statistics.ts";
import { tableLines } from "./table.ts";

const visits = 7;

const watcher = fileURLToPath(new URL("visited-space-page.js", import.meta.url));
const textOf = (name: string) => readFileSync(new URL(`../src/shaders/${name}`, import.meta.url), "utf8");

/**
 * The first whole picture of a document with one cell of space, opened by its link, against three by hand; and how long the
 * least of it takes, a document read, a shader generated and three, on a page with nothing else.
 */
export async function benchFirstSpace(say: (line: string) => void, browser: Browser): Promise<void> {
  const field = checkedFields().find(({ name }) => name === "wave") as SpaceBenchField;
  say(
    `First picture of space, milliseconds (median of ${visits}), and ÷ that of a page of three.js by hand, target 1.3`,
  );
  const rows = [["", "ours", "by hand", "ratio"]];
  const tell = (name: string, ours: readonly number[], theirs: readonly number[]) => {
    const ratio = ratioOf(ours.map((time, k) => time / (theirs[k] as number)));
    rows.push([`  ${name}`, ...[ours, theirs].map((each) => median(each).toFixed(0)), formatRatio(ratio)]);
  };
  await builtPage((own) =>
    scriptPage("bare-space-page.ts", (bare) =>
      scriptPage("generated-space-page.ts", async (generated) => {
        for (const kind of ["slices", "volume"] as const) {
          const link = await linkTo(field, kind);
          const times: Record<"own" | "generated" | "bare", number[]> = { own: [], generated: [], bare: [] };
          for (let visit = -1; visit < visits; visit += 1) {
            const { time, size } = await ownVisit(browser, own + link);
            const given = bareSpace(field, kind, size);
            const least = await bareVisit(browser, generated + link, given);
            const byHand = await bareVisit(browser, bare, given);
            // The first of each warms the machine up.
            if (visit < 0) continue;
            times.own.push(time);
            times.generated.push(least);
            times.bare.push(byHand);
          }
          tell(`${kind}, by a link`, times.own, times.bare);
          tell("  engine and three alone", times.generated, times.bare);
          if (kind !== "slices") continue;
          const open = await linkTo(field, null);
          tell("  added to an open page", await timed(() => addedVisit(browser, own + open)), times.bare);
          tell("  Hill's vortex, from the list", await timed(() => exampleVisit(browser, own)), times.bare);
        }
      }),
    ),
  );
  for (const line of tableLines(rows)) say(line);
}

/** How long visits take, after one that warms the machine up. */
async function timed(visit: () => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let k = -1; k < visits; k += 1) times.push(await visit());
  return times.slice(1);
}

const cloud = { on: true, opacity: 0.8, cut: 0.1, contrast: 1.5 };

async function linkTo(field: SpaceBenchField, kind: BareSpace["kind"] | null): Promise<string> {
  const space = defaultSpace("space");
  const shown = { ...space.slices, shown: [false, false, false] as const };
  const link = await linkOf(
    serialiseDocument({
      format: "deldot",
      schemaVersion,
      title: "Space",
      seed: 0,
      cells: [
        { id: "code", kind: "code", source: sourceAt(field, 1) },
        ...(kind === "slices" ? [space] : kind ? [{ ...space, volume: cloud, slices: shown }] : []),
      ],
    }),
  );
  if (!link.ok) throw new Error(link.problem);
  return link.fragment;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

async function ownVisit(browser: Browser, address: string): Promise<{ time: number; size: Size }> {
  const page = await newPage(browser);
  await page.addInitScript({ path: watcher });
  await page.goto(address);
  // Asked from outside: the page's policy lets no text be run.
  while (!(await page.evaluate("visitedSpace.picture > 0"))) await page.waitForTimeout(50);
  const time = (await page.evaluate("visitedSpace.picture")) as number;
  const size = await page
    .locator("canvas")
    .first()
    .evaluate(({ width, height }: HTMLCanvasElement) => ({ width, height }));
  await page.context().close();
  return { time, size };
}

/** From the press of a notebook in the list of examples, on an open page that had nothing in space, to its picture. */
async function exampleVisit(browser: Browser, address: string): Promise<number> {
  const page = await newPage(browser);
  await page.addInitScript({ path: watcher });
  await page.goto(address);
  await page.waitForTimeout(1000);
  await page.getByRole("button", { name: "Examples" }).click();
  return pressed(page, page.getByRole("button", { name: /^Hill's vortex/ }), 700);
}

/** From the press of the button that adds it to a page that was open, and had none, to its first whole picture. */
async function addedVisit(browser: Browser, address: string): Promise<number> {
  const page = await newPage(browser);
  await page.addInitScript({ path: watcher });
  await page.goto(address);
  const button = page.getByRole("button", { name: "Add space" });
  await button.scrollIntoViewIfNeeded();
  // The page is at rest, and the hand on its way.
  await page.waitForTimeout(1000);
  return pressed(page, button, 200);
}

/** From the press of a button on which a hand has stayed for some milliseconds, to the first whole picture. */
async function pressed(page: Page, button: Locator, stays: number): Promise<number> {
  await button.scrollIntoViewIfNeeded();
  await button.hover();
  await page.waitForTimeout(stays);
  await page.evaluate("visitedSpace.watchPress()");
  await button.click();
  while (!(await page.evaluate("visitedSpace.picture > 0"))) await page.waitForTimeout(50);
  const time = (await page.evaluate("visitedSpace.picture - visitedSpace.pressed")) as number;
  await page.context().close();
  return time;
}

async function bareVisit(browser: Browser, address: string, given: GivenSpace): Promise<number> {
  const page = await newPage(browser);
  await page.addInitScript(`globalThis.given = ${JSON.stringify(given)}`);
  await page.goto(address);
  while (!(await page.evaluate("globalThis.bare !== undefined"))) await page.waitForTimeout(50);
  const time = (await page.evaluate("bare.first")) as number;
  await page.context().close();
  if (!Number.isFinite(time)) throw new Error("the page by hand draws nothing");
  return time;
}

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return context.newPage();
}

/** The same picture by hand: our frame with the divergence by hand, and plain numbers for what it reads. */
function bareSpace(field: SpaceBenchField, kind: BareSpace["kind"], { width, height }: Size): GivenSpace {
  const { box, camera } = defaultSpace("");
  if (box.high.some((end) => end !== reach)) throw new Error("the boxes differ");
  const limit = limitOf(field);
  const stretch = stretchOf(true, { low: -limit, high: limit }, 0);
  const { clip, eye } = lensOf(camera, box, width, height);
  const [head = ""] = textOf("colour.frag.glsl").replace(/^.*\n/, "").split("void main()");
  const options = include(include(head, "options", "#define SYMLOG 0\n#define CONTOURS 0"), "contours", "");
  const map = `${options}\n${handWritten(field)}\n${textOf("space/place.glsl")}\n`;
  const rays = `#define VOLUME 1\n#define SURFACES 0\n#define SAME 0\n${textOf("space/march.glsl")}`;
  const [march, slice] = ["march", "slice"].map((name) => ({
    vertex: textOf(`space/${name}.vert.glsl`),
    fragment: `${map}#define LINES 0\n${name === "march" ? rays : ""}${textOf(`space/${name}.frag.glsl`)}`,
  })) as [Pick<BareSpace, "vertex" | "fragment">, Pick<BareSpace, "vertex" | "fragment">];
  return {
    width,
    height,
    kind,
    ...(kind === "volume" ? march : slice),
    field: handWritten(field),
    uniforms: {
      u_parameters: [1],
      u_clip: [...clip],
      u_eye: eye,
      u_low: box.low,
      u_size: box.low.map((low, k) => (box.high[k] as number) - low),
      u_at: [0.5, 0.5, 0.5],
      u_shown: [0, 0, 0],
      u_plane: [0, 0, 0, 0],
      u_corner: [0, 0],
      u_stretch: [stretch.factor, stretch.offset],
      u_ends: [stretch.low, stretch.high],
      u_pixelRatio: 1,
      u_hatchLow: [0.8, 0.8, 0.8],
      u_hatchHigh: [0.9, 0.9, 0.9],
      u_steps: 160,
      u_density: 3 * -Math.log(1 - 0.995 * cloud.opacity),
      u_cut: cloud.cut,
      u_contrast: cloud.contrast,
      u_diverging: 1,
    },
  };
}
