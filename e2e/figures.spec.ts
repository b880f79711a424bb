import type { Page } from "@playwright/test";
import { createDocument } from "../src/app/document/document.ts";
import { serialiseDocument } from "../src/app/document/serialise.ts";
import { readText } from "../src/app/export/png-chunks.ts";
import { csvRows, deldot } from "./support/command.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { colourAt, decodePng, type Pixels, shareChanged, thinned } from "./support/png.ts";
import { saved } from "./support/saved.ts";
import { drawnSvg } from "./support/svg.ts";

test.use({ viewport: { width: 1000, height: 700 } });

const source = "a = 1.3 in [0, 3] # ½\nF(x, y) = (sin(a x y) + x^2, cos(x) exp(y / 3) - y^3)";

const check = (page: Page, name: string, on: boolean) =>
  page.getByRole("dialog").getByRole("checkbox", { name, exact: true }).setChecked(on);

/** Opens the dialog with a bare map of this size. */
async function bare(page: Page, notebook: NotebookPage, width: number, height: number): Promise<void> {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Title" }).fill("");
  for (const name of ["Axes", "Colour bar", "Keep the shape of the view"]) await check(page, name, false);
  await notebook.fill("Width in pixels", String(width));
  await notebook.fill("Height in pixels", String(height));
}

/** One picture over another: share a of it, and 1 − a of what is below. */
function laidOver({ width, height, data: below }: Pixels, { data: above }: Pixels): Pixels {
  const data = below.map((channel, k) => {
    const share = (above[k - (k % 4) + 3] as number) / 255;
    return k % 4 === 3 ? 255 : Math.round(channel + ((above[k] as number) - channel) * share);
  });
  return { width, height, data };
}

/** Drops a file on the page as a person does. */
async function drop(page: Page, name: string, content: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name));
      return data;
    },
    { name, base64: content.toString("base64") },
  );
  await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
  await expect(page.getByText("Drop a picture saved by Deldot")).toBeVisible();
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await expect(page.getByText("Drop a picture saved by Deldot")).toBeHidden();
}

test("a PNG carries its document, and a page that is given it opens that document", async ({ page }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await page.getByRole("textbox", { name: "Title" }).fill("Čistý ∇·F");
  await notebook.plot.focus();
  for (const key of ["p", "Shift+ArrowRight", "Shift+ArrowUp", "p", "+", "ArrowLeft"])
    await page.keyboard.press(key);
  await notebook.settled();
  const { document } = await notebook.snapshot();
  const text = serialiseDocument(document);
  expect((await notebook.plane()).pins).toHaveLength(2);
  await page.getByRole("button", { name: "Export" }).click();
  await notebook.choose("1×");
  const { name, content } = await saved(page, "Save PNG");
  expect(name).toBe("Čistý-F.png");
  expect(await readText(content, "deldot")).toBe(text);
  expect(await readText(content, "Title")).toBe("Čistý ∇·F");
  expect(await readText(content, "Software")).toMatch(/^Deldot \d/);
  expect(await readText(content, "Description")).toBe(source);
  await notebook.choose("Document JSON");
  await expect(page.getByRole("region", { name: "How the file begins" })).toContainText('"format": "deldot"');
  const kept = await saved(page, "Save JSON");
  expect(kept.name).toBe("Čistý-F.deldot.json");
  expect(kept.content.toString("utf8")).toBe(text);
  await page.keyboard.press("Escape");

  // Dropped on the editor, which would take it for text.
  await notebook.paste("F(x, y) = (x, y)");
  await page.getByRole("textbox", { name: "Title" }).fill("Another");
  await drop(page, "picture.png", content);
  await expect.poll(async () => serialiseDocument((await notebook.snapshot()).document)).toBe(text);
  await expect(notebook.editor).toContainText("cos(x) exp(y / 3)");
  await notebook.settled();
  await page.getByRole("button", { name: "Back to Another" }).click();
  await expect.poll(() => notebook.source()).toBe("F(x, y) = (x, y)");

  // What has no document is told in words, and nothing changes.
  for (const [file, told] of [
    [await notebook.plot.screenshot(), "This PNG carries no Deldot document."],
    [content.subarray(0, 300), "This PNG is damaged: it is cut short."],
    [Buffer.from("{"), "This is not a Deldot document: it is not JSON."],
  ] as const) {
    await drop(page, "file", file);
    await expect(page.getByText(told)).toBeVisible();
    expect(await notebook.source()).toBe("F(x, y) = (x, y)");
  }
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText("it is not JSON")).toBeHidden();

  // Chosen by the button: the document as a file of its own.
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open…" }).click(),
  ]);
  await chooser.setFiles({ name: kept.name, mimeType: "application/json", buffer: kept.content });
  await expect.poll(async () => serialiseDocument((await notebook.snapshot()).document)).toBe(text);
});

test("a PNG of nothing but the map is the page's, and a large one in tiles is the same map", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await page.getByRole("checkbox", { name: "Streamlines" }).uncheck();
  await notebook.settled();
  const { plot } = await notebook.snapshot();
  // The page's own pixels, with nothing over them.
  const onPage = decodePng(await notebook.picture());
  await bare(page, notebook, plot.width, plot.height);
  const small = decodePng((await saved(page, "Save PNG")).content);
  expect([small.width, small.height]).toEqual([plot.width, plot.height]);
  expect(shareChanged(small, onPage)).toBe(0);

  // Odd multiples have the middles of the page's pixels among theirs.
  const times = 11;
  await notebook.fill("Width in pixels", String(times * plot.width));
  await notebook.fill("Height in pixels", String(times * plot.height));
  const large = decodePng((await saved(page, "Save PNG")).content);
  expect([large.width, large.height]).toEqual([times * plot.width, times * plot.height]);
  expect(large.width).toBeGreaterThan(2 * 2048);
  const shared = thinned(large, 0, 0, plot.width, plot.height, times);
  expect(shareChanged(shared, small, 1)).toBe(0);

  // Another shape shows more of the plane on the longer side and the same on the shorter.
  await notebook.fill("Width in pixels", String(plot.width));
  await notebook.fill("Height in pixels", String(3 * plot.width));
  await expect(page.getByText("The shorter side shows what it shows on the page")).toBeVisible();
  const tall = decodePng((await saved(page, "Save PNG")).content);
  expect([tall.width, tall.height]).toEqual([plot.width, 3 * plot.width]);

  // Too large is told in a sentence, and nothing is made.
  const told = async (width: number, height: number, sentence: RegExp, kind: "PNG" | "SVG") => {
    await notebook.fill("Width in pixels", String(width));
    await notebook.fill("Height in pixels", String(height));
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(page.getByRole("button", { name: `Save ${kind}` })).toBeDisabled();
  };
  await told(40_000, 40_000, /^A picture has at most 1.000 million pixels\.$/, "PNG");
  await told(100_001, 100, /^A picture has at most 100.000 pixels a side\.$/, "PNG");
  await notebook.choose("Drawing SVG");
  await told(16_384, 16_384, /^A picture has at most 128 million pixels\.$/, "SVG");
  await told(16_385, 100, /^A picture has at most 16.384 pixels a side\.$/, "SVG");
});

test("making a figure tells its progress and is cancelled, and the worker goes on to other work", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.choose("Estimate", "Key per pixel");
  await notebook.fill("Number of probes", "4096");
  await page.getByRole("button", { name: "Export" }).click();
  await notebook.choose("4×");
  const progress = page.getByRole("progressbar", { name: "Share of the PNG made" });
  await page.getByRole("button", { name: "Save PNG" }).click();
  await expect.poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0);
  expect(await progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBeLessThan(1);
  await expect(page.getByRole("radio", { name: "Grid CSV" })).toBeDisabled();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(progress).toBeHidden();
  await expect(page.getByRole("button", { name: "Save PNG" })).toBeEnabled();
  // A figure made next does not wait for the one that was cancelled, and a closed dialog cancels.
  await page.getByRole("button", { name: "Save PNG" }).click();
  await expect(progress).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await notebook.choose("Exact");
  await notebook.settled();
  await page.getByRole("button", { name: "Export" }).click();
  await notebook.choose("1×");
  expect((await saved(page, "Save PNG")).content.length).toBeGreaterThan(10_000);
});

test("an SVG shows what the PNG shows, pins, region and source with it", async ({ page, context }) => {
  const notebook = await NotebookPage.open(page);
  await notebook.plot.focus();
  for (const key of ["p", "Shift+ArrowRight", "Shift+ArrowUp", "p"]) await page.keyboard.press(key);
  await page.getByRole("checkbox", { name: "Flux" }).check();
  await expect(page.locator("[data-normals=outward]")).toBeAttached();
  await page.getByRole("button", { name: "Export" }).click();
  await notebook.choose("1×");
  await check(page, "Source", true);
  const picture = decodePng((await saved(page, "Save PNG")).content);
  await notebook.choose("Drawing SVG");
  const first = await saved(page, "Save SVG");
  expect(first.name).toBe("Sources-and-sinks-in-a-swirl.svg");
  expect((await saved(page, "Save SVG")).content.equals(first.content)).toBe(true);
  await expect
    .poll(() =>
      page
        .getByRole("img", { name: "Preview of the figure" })
        .evaluate((image: HTMLImageElement) => image.naturalWidth / image.naturalHeight),
    )
    .toBeCloseTo(picture.width / picture.height, 1);

  const drawn = await drawnSvg(await context.newPage(), first.content, picture);
  expect([drawn.width, drawn.height]).toEqual([picture.width, picture.height]);
  // Strokes differ at their rims, letters by a fraction of a pixel.
  expect(shareChanged(drawn, picture, 64)).toBeLessThan(0.03);

  // Without what is drawn over the map less is equal: the comparison sees it.
  await check(page, "Flux region", false);
  await check(page, "Pins", false);
  const less = await drawnSvg(await context.newPage(), (await saved(page, "Save SVG")).content, picture);
  expect(shareChanged(less, picture, 64)).toBeGreaterThan(shareChanged(drawn, picture, 64) + 0.002);
});

test("a figure of two maps has the page's divider between them and their names, in pixels and as a drawing", async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 640, height: 560 });
  const notebook = await NotebookPage.open(page);
  const { plot } = await notebook.snapshot();
  // On a whole pixel, where the page does not blend it.
  const at = Math.round(0.3 * plot.width);
  const compare = { left: "estimate", right: "difference", divider: at / plot.width, step: 0.001 } as const;
  await notebook.opens(createDocument("", source, { map: "lens", compare, streamlines: false }));
  await expect(
    page.getByRole("slider", { name: "Divider: estimate on its left, Δₕ F on its right" }),
  ).toBeVisible();
  const onPage = decodePng(await notebook.plot.screenshot());
  await bare(page, notebook, plot.width, plot.height);
  const picture = decodePng((await saved(page, "Save PNG")).content);
  const ink = [27, 36, 48];
  const line = [[255, 255, 255], ink, ink, [255, 255, 255]];
  const across = (shown: Pixels, row: number) => line.map((_, k) => colourAt(shown, at - 2 + k, row));
  for (let row = 0; row < plot.height; row += 1) {
    expect(across(picture, row), `row ${row}`).toEqual(line);
    // Elsewhere the page has its frame, an axis and a grip over it.
    if (row > 2 && row < 0.4 * plot.height) expect(across(onPage, row), `row ${row}`).toEqual(line);
  }
  // Names are as the page's, on paper of the same colour around the letters.
  const inkOf = (shown: Pixels, left: number) => {
    let sum = 0;
    for (let row = 8; row < 30; row += 1)
      for (let column = left; column < left + 60; column += 1)
        if (colourAt(shown, column, row).every((channel, k) => Math.abs(channel - (ink[k] as number)) < 40))
          sum += 1;
    return sum;
  };
  for (const left of [at - 64, at + 4]) {
    expect(inkOf(onPage, left)).toBeGreaterThan(20);
    expect(inkOf(picture, left) / inkOf(onPage, left)).toBeGreaterThan(0.6);
    expect(inkOf(picture, left) / inkOf(onPage, left)).toBeLessThan(1.6);
  }

  await notebook.choose("Drawing SVG");
  const { content } = await saved(page, "Save SVG");
  const drawn = await drawnSvg(await context.newPage(), content, picture);
  // Letters lie off by a fraction of a pixel.
  expect(shareChanged(drawn, picture, 64)).toBeLessThan(0.01);
  expect(across(drawn, plot.height - 1)).toEqual(line);
  expect(content.toString("utf8")).toMatch(/>estimate<[\s\S]*>Δₕ F</);
});

test("an SVG has arrows, the mesh and lines in the map's colours as geometry, and shows what the PNG shows", async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 640, height: 560 });
  const notebook = await NotebookPage.open(page);
  await notebook.paste("F(x, y) = (sin(y) + x^2/8, cos(x) - y/3)");
  const exported = async () => {
    await page.getByRole("button", { name: "Export" }).click();
    await notebook.choose("Picture PNG", "1×");
    const picture = decodePng((await saved(page, "Save PNG")).content);
    await notebook.choose("Drawing SVG");
    const { content } = await saved(page, "Save SVG");
    await page.keyboard.press("Escape");
    return { picture, content, text: content.toString("utf8") };
  };
  await notebook.layers(["Arrows", true], ["Mesh", true], ["Streamlines", false]);
  const arrows = await exported();
  const without = (text: string, kind: string) =>
    Buffer.from(text.replace(new RegExp(`<use href="#deldot-${kind}-[^>]*>`, "g"), ""));
  const share = async ({ picture }: typeof arrows, svg: Buffer) =>
    shareChanged(await drawnSvg(await context.newPage(), svg, picture), picture, 64);
  const agree = await share(arrows, arrows.content);
  expect(agree).toBeLessThan(0.01);
  // They are nowhere else: not in the pixels below, and the comparison sees them.
  for (const kind of ["arrows", "mesh"])
    expect(await share(arrows, without(arrows.text, kind)), kind).toBeGreaterThan(agree + 0.005);

  await notebook.layers(["Arrows", false], ["Mesh", false], ["Streamlines", true]);
  await page.getByRole("button", { name: "Settings of streamlines" }).click();
  await notebook.choose("As the map");
  await page.keyboard.press("Escape");
  await notebook.layers(["Map", false]);
  const lines = await exported();
  expect(await share(lines, lines.content)).toBeLessThan(0.03);
  const strokes = new Set([...lines.text.matchAll(/ stroke="(rgb[^"]*)"/g)].map(([, colour]) => colour));
  expect(strokes.size).toBeGreaterThan(40);
});

test.describe("what moves only when it is told to", () => {
  test.use({ viewport: { width: 640, height: 560 }, contextOptions: { reducedMotion: "reduce" } });

  test("a drawing has particles as an image over lines that stand and under those that move, as the page has", async ({
    page,
    context,
  }) => {
    const notebook = await NotebookPage.open(page);
    await notebook.paste("F(x, y) = (sin(y) + x^2/8, cos(x) - y/3)");
    const { plot } = await notebook.snapshot();
    const exported = async (kind: "PNG" | "SVG") => {
      await notebook.move(1, 20, true);
      await bare(page, notebook, plot.width, plot.height);
      await notebook.choose(kind === "PNG" ? "Picture PNG" : "Drawing SVG");
      const { content } = await saved(page, `Save ${kind}`);
      await page.keyboard.press("Escape");
      return content;
    };
    await notebook.layers(["Streamlines", false]);
    const map = decodePng(await exported("PNG"));
    await notebook.layers(["Particles", true]);
    const particles = decodePng(await exported("PNG"));
    await notebook.layers(["Streamlines", true], ["Arrows", true], ["Mesh", true]);
    for (const mesh of ["still", "moving"]) {
      if (mesh === "moving") {
        await page.getByRole("button", { name: "Settings of mesh" }).click();
        await notebook.layers(["Carried over and over", true]);
        await page.keyboard.press("Escape");
      }
      const content = await exported("SVG");
      const onPage = decodePng(await notebook.picture());
      const text = content.toString("utf8");
      const images = [...text.matchAll(/<image [^>]*base64,([^"]*)"\/>/g)];
      const [below, veil] = images.map(([, base64 = ""]) => decodePng(Buffer.from(base64, "base64")));
      expect(images).toHaveLength(2);
      if (!below || !veil) throw new Error("there is no image of particles");
      // Particles are nowhere but in their image, which covers the map as they do.
      expect(shareChanged(below, map)).toBe(0);
      expect(shareChanged(laidOver(below, veil), particles, 2)).toBe(0);
      expect(shareChanged(below, particles, 2)).toBeGreaterThan(0.02);
      // Lines are paths, and lie with the image as they do on the page.
      const places = ["arrows", "streamlines", "mesh"].map((kind) => {
        expect(text).toMatch(new RegExp(`<g id="deldot-${kind}-(lines|heads)">\\s*<path d="M`));
        return [text.indexOf(`<g class="${kind}"`) < text.lastIndexOf("<image "), kind] as const;
      });
      const under = places.filter(([isUnder]) => isUnder).map(([, kind]) => kind);
      expect(under).toEqual(mesh === "still" ? ["arrows", "streamlines", "mesh"] : ["arrows", "streamlines"]);
      const share = async (svg: string) =>
        shareChanged(await drawnSvg(await context.newPage(), Buffer.from(svg), onPage), onPage, 64);
      const agree = await share(text);
      expect(agree).toBeLessThan(0.01);
      // Without the image, or with it under the lines, less is equal: the comparison sees it.
      const [, [image = ""] = []] = images;
      const without = text.replace(image, "");
      expect(await share(without)).toBeGreaterThan(agree + 0.01);
      const buried = without.replace('<g class="arrows"', `${image}<g class="arrows"`);
      expect(await share(buried)).toBeGreaterThan(agree + 0.001);
    }
  });
});

test("the CSV of streamlines has the command's numbers, and points that follow the field", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  const { plot } = await notebook.snapshot();
  const { view } = await notebook.plane();
  await page.getByRole("button", { name: "Export" }).click();
  await notebook.choose("Streamlines CSV");
  await expect(page.getByText("line,point,arc,x,y,F_x,F_y,exact")).toBeVisible();
  const { name, content } = await saved(page, "Save CSV");
  expect(name).toBe("Sources-and-sinks-in-a-swirl-streamlines.csv");
  const table = content.toString("utf8");
  for (const line of ["# field: F", "# parameters: a=1.3", ...source.split("\n").map((own) => `#   ${own}`)])
    expect(table.split("\n")).toContain(line);
  const { header, rows } = csvRows(table);
  expect(header).toEqual(["line", "point", "arc", "x", "y", "F_x", "F_y", "exact"]);
  expect(rows.length).toBeGreaterThan(500);
  const every = rows.filter((_, k) => k % 29 === 0);
  const at = every.flatMap((row) => ["--at", `${row[3]},${row[4]}`]);
  const asked = ["divergence", "-", ...at, "--method", "jacobian-forward", "--components"];
  expect(every.map((row) => row.slice(3))).toEqual(csvRows(await deldot(asked, source)).rows);

  // Neighbouring points are a step apart, along the field between them.
  const step = (6 * view.span) / Math.min(plot.width, plot.height);
  let turned = 0;
  const apart: number[] = [];
  for (const [k, row] of rows.entries()) {
    const [line, point, arc = 0, x = 0, y = 0, fx = 0, fy = 0] = row.map(Number);
    const [nextLine, nextPoint, nextArc = 0, nextX = 0, nextY = 0, gx = 0, gy = 0] = (rows[k + 1] ?? []).map(
      Number,
    );
    if (line !== nextLine) continue;
    const length = Math.hypot(nextX - x, nextY - y);
    const follows = nextPoint === (point as number) + 1;
    if (!(follows && nextArc - arc < 1.01 * step && length < 1.01 * (nextArc - arc))) apart.push(k);
    const along = (nextX - x) * (fx / Math.hypot(fx, fy) + gx / Math.hypot(gx, gy));
    const up = (nextY - y) * (fy / Math.hypot(fx, fy) + gy / Math.hypot(gx, gy));
    if (!(along + up > 1.8 * length)) turned++;
  }
  expect(apart).toEqual([]);
  expect(turned / rows.length).toBeLessThan(0.01);

  // Pins are offered where there are any.
  await notebook.choose("Pins CSV");
  await expect(page.getByText("There are no pins: a double click on the picture sets one.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save CSV" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await notebook.plot.focus();
  await page.keyboard.press("p");
  await page.getByRole("button", { name: "Export" }).click();
  await notebook.choose("Pins CSV");
  const pins = await saved(page, "Save CSV");
  expect(pins.name).toBe("Sources-and-sinks-in-a-swirl-pins.csv");
  expect(csvRows(pins.content.toString("utf8")).rows).toHaveLength(1);
});
