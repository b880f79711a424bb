import type { Page } from "@playwright/test";
import { defaultStreamlines } from "../src/app/document/space-cell.ts";
import { documentKeyword, readText } from "../src/app/export/png-chunks.ts";
import { readVti } from "../src/app/export/testing/read-vti.ts";
import { readGlb } from "../src/app/space/export/testing/read-glb.ts";
import { placeOf } from "../src/shaders/space/lens.ts";
import { alignedSection } from "../src/shaders/space/section.ts";
import { violations } from "./support/axe.ts";
import { csvRows, deldot } from "./support/command.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";
import { colourAt, decodePng, shareChanged, thinned } from "./support/png.ts";
import { saved } from "./support/saved.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 800, height: 660 } });

/** What should be nothing at every vertex, where it is most: thousands of expectations take longer than the model. */
function farthestOff(positions: Float32Array, off: (x: number, y: number, z: number) => number): number {
  const vertices = Array.from({ length: positions.length / 3 }, (_, k) =>
    positions.subarray(3 * k, 3 * k + 3),
  );
  return Math.max(...vertices.map(([x = 0, y = 0, z = 0]) => Math.abs(off(x, y, z))));
}

/** Its divergence is x² + y² + z² + a, and it has no value where z > 1.5. */
const source = "a = 0.5\nF(x, y, z) = (x^3 / 3 + a x, y^3 / 3, z^3 / 3 + 1e-300 sqrt(1.5 - z))";
const volume = { on: true, opacity: 0.6, cut: 0.1, contrast: 1.5 };

test("a view of space is saved as a picture, as tables, as an image and as a model", async ({ page }) => {
  const slices = { at: [0.3, -0.2, 0.4], shown: [true, false, true] } as const;
  const streamlines = {
    ...defaultStreamlines,
    seeds: "rake",
    rake: { from: [0.2, 0.3, -1], to: [0.2, -0.5, 1], count: 3 },
    shape: "flux",
  } as const;
  const document = spaceDocument(source, { slices, volume, streamlines });
  const space = await SpacePage.open(page, document);
  await page.mouse.move(2, 2);
  await space.settled();
  const onPage = await space.pixels();
  const dialog = page.getByRole("dialog");
  const fill = (name: string, text: string) => dialog.getByRole("textbox", { name, exact: true }).fill(text);
  await page.getByRole("button", { name: "Export space" }).click();

  await test.step("the picture is the page's, in parts without seams, and larger ones are the same", async () => {
    await fill("Title", "");
    for (const part of ["Axes", "Colour bar"]) await dialog.getByRole("checkbox", { name: part }).uncheck();
    await expect(dialog.getByRole("img", { name: "Preview of the figure" })).toBeVisible();
    await space.notebook.choose("1×");
    const { content } = await saved(page, "Save PNG");
    const bare = decodePng(content);
    expect([bare.width, bare.height]).toEqual([onPage.width, onPage.height]);
    // Edges of lines fall on samples of a pixel as their ends are rounded, in a part otherwise than in the whole.
    expect(shareChanged(bare, onPage, 2)).toBeLessThan(2e-3);
    expect(shareChanged(bare, onPage, 40)).toBe(0);
    const text = await readText(content, documentKeyword);
    expect(JSON.parse(text ?? "")).toMatchObject({ cells: [{ source }, { kind: "space", volume }] });

    await space.notebook.choose("2×");
    const { width, height } = onPage;
    const larger = decodePng((await saved(page, "Save PNG")).content);
    expect([larger.width, larger.height]).toEqual([2 * width, 2 * height]);
    // Hatches and volumes are drawn as finely as there are pixels.
    expect(shareChanged(thinned(larger, 0, 0, width, height, 2), onPage, 40)).toBeLessThan(0.03);
    // It stays as it was on the page.
    await space.settled();
    expect(shareChanged(await space.pixels(), onPage)).toBe(0);
  });

  await test.step("axes, bar and title stand around it, on dark paper where that is asked for", async () => {
    await space.notebook.choose("1×");
    for (const part of ["Axes", "Colour bar"]) await dialog.getByRole("checkbox", { name: part }).check();
    await fill("Title", "A ball");
    await space.notebook.choose("Dark");
    const { name, content } = await saved(page, "Save PNG");
    expect(name).toBe("A-ball.png");
    const framed = decodePng(content);
    expect(framed.width).toBeGreaterThan(onPage.width + 60);
    expect(framed.height).toBeGreaterThan(onPage.height + 30);
    expect(Math.max(...colourAt(framed, 0, 0))).toBeLessThan(60);
    expect(await violations(page)).toEqual([]);
  });

  const command = (grid: string) => deldot(["divergence", "-", "--grid", grid, "--components"], source);

  await test.step("slices have the command's rows, each with what it lies across", async () => {
    await space.notebook.choose("Slices CSV");
    await fill("Points along each edge", "7");
    await expect(dialog.getByText("slice,x,y,z,F_x,F_y,F_z,div")).toBeVisible();
    const { name, content } = await saved(page, "Save CSV");
    expect(name).toBe("Space-slices.csv");
    const { header, rows } = csvRows(content.toString());
    expect(header).toEqual(["slice", "x", "y", "z", "F_x", "F_y", "F_z", "div"]);
    const across = await Promise.all([
      command("x=0.3:0.3:1,y=-2:2:7,z=-2:2:7"),
      command("x=-2:2:7,y=-2:2:7,z=0.4:0.4:1"),
    ]);
    const [x, z] = across.map((text) => csvRows(text).rows) as [string[][], string[][]];
    expect(rows).toEqual([...x.map((row) => ["x", ...row]), ...z.map((row) => ["z", ...row])]);
    expect(rows.some((row) => row.at(-1) === "nan")).toBe(true);
  });

  const counts = [5, 4, 3] as const;
  const set = async (numbers: readonly number[]) => {
    for (const [k, axis] of ["x", "y", "z"].entries()) await fill(`Points along ${axis}`, String(numbers[k]));
  };
  const wanted = csvRows(await command("x=-2:2:5,y=-2:2:4,z=-2:2:3"));

  await test.step("a grid has a row an axis, wide and narrow", async () => {
    await space.notebook.choose("Grid CSV");
    for (const width of [390, 1440, 800]) {
      await page.setViewportSize({ width, height: 660 });
      const options = dialog.getByRole("group", { name: "Grid as CSV" });
      const across = async (text: string) =>
        (await options.getByText(text, { exact: true }).boundingBox())?.x;
      const places = await options
        .getByRole("textbox")
        .evaluateAll((all) => all.map((field) => field.getBoundingClientRect()).map(({ x, y }) => [x, y]));
      const columns = [await across("From"), await across("To"), await across("Points")];
      const rows = [0, 3, 6].map((first) => places[first]?.[1]);
      expect(new Set(rows).size).toBe(3);
      expect(places).toEqual(rows.flatMap((y) => columns.map((x) => [x, y])));
    }
  });

  await test.step("a grid has the command's rows, and as an image its numbers", async () => {
    await set(counts);
    const { content } = await saved(page, "Save CSV");
    expect(csvRows(content.toString())).toEqual(wanted);
    await space.notebook.choose("Image VTI");
    const numbers = wanted.rows.map((row) => row.map((text) => (text === "nan" ? Number.NaN : Number(text))));
    for (const type of ["float64", "float32"]) {
      await space.notebook.choose(type);
      const image = readVti((await saved(page, "Save VTI")).content);
      expect(image.extent).toEqual([0, 4, 0, 3, 0, 2]);
      const rounded = type === "float32" ? Math.fround : Number;
      expect(image.arrays.get("divergence")?.values).toEqual(numbers.map((row) => rounded(row[6] as number)));
      expect(image.arrays.get("F")?.values).toEqual(numbers.flatMap((row) => row.slice(3, 6).map(rounded)));
    }
  });

  await test.step("surfaces lie on their levels", async () => {
    await space.notebook.choose("Model GLB");
    await fill("Levels", "two");
    await expect(dialog.getByText("“two” is not a number.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Save GLB" })).toBeDisabled();
    await fill("Levels", "1.5, 2.25");
    await fill("Cells along the longest edge", "24");
    await expect(dialog.getByText(/Divergence of F = 1\.5: [\d\s]+ triangles/)).toBeVisible();
    const { json, meshes } = readGlb((await saved(page, "Save GLB")).content);
    expect(json.extras.source).toBe(source);
    for (const [k, { positions }] of meshes.entries()) {
      expect(positions.length).toBeGreaterThan(1000);
      expect(
        farthestOff(positions, (...at) => Math.hypot(...at) ** 2 + 0.5 - (k === 0 ? 1.5 : 2.25)),
      ).toBeLessThan(1e-5);
    }
  });

  await test.step("streamlines, pins and the free plane are saved where they are shown, and else it is said what shows them", async () => {
    await expect(dialog.getByRole("checkbox", { name: "Streamlines" })).toBeDisabled();
    for (const [table, sentence] of [
      ["Streamlines", "No streamlines are shown: switch them on beside the picture."],
      ["Pins", "There are no pins: “Pin” beside the numbers at the probe sets one."],
    ] as const) {
      await space.notebook.choose(`${table} CSV`);
      await expect(dialog.getByText(sentence)).toBeVisible();
      await expect(dialog.getByRole("button", { name: "Save CSV" })).toBeDisabled();
    }
    await page.keyboard.press("Escape");
    for (const layer of ["Streamlines", "Free plane"])
      await page.getByRole("checkbox", { name: layer }).check();
    await page.getByRole("button", { name: "Pin", exact: true }).click();
    await space.settled();
    await page.getByRole("button", { name: "Export space" }).click();

    await space.notebook.choose("Pins CSV");
    await expect(dialog.getByText(/^pin,x,y,z,F_x,F_y,F_z,exact,/)).toBeVisible();
    const pins = csvRows((await saved(page, "Save CSV")).content.toString());
    expect(pins.rows.map((row) => row.slice(0, 4).map(Number))).toEqual([[1, ...slices.at]]);
    expect(Number(pins.rows[0]?.[7])).toBeCloseTo(0.3 ** 2 + 0.2 ** 2 + 0.4 ** 2 + 0.5, 14);

    await space.notebook.choose("Slices CSV");
    const plane = csvRows((await saved(page, "Save CSV")).content.toString()).rows.filter(
      ([name]) => name === "plane",
    );
    expect(plane.length).toBeGreaterThan(20);

    await space.notebook.choose("Streamlines CSV");
    await expect(dialog.getByText(/^line,point,arc,time,radius,x,y,z,F_x,F_y,F_z,div$/m)).toBeVisible();
    const { name, content } = await saved(page, "Save CSV");
    expect(name).toBe("Space-streamlines.csv");
    const lines = csvRows(content.toString()).rows.map((row) => row.map(Number));
    expect(new Set(lines.map(([line]) => line)).size).toBe(3);
    const off = lines
      .filter(([, , , , , , , z = 0]) => z < 1.49)
      .map(([, , , , , x = 0, y = 0, z = 0, , , , div = 0]) => Math.abs(x * x + y * y + z * z + 0.5 - div));
    expect(Math.max(...off)).toBeLessThan(1e-12);

    await space.notebook.choose("Model GLB");
    await fill("Levels", "1.5");
    await fill("Cells along the longest edge", "12");
    await expect(dialog.getByText(/^Tubes of F: 3 with [\d\s]+ points$/mu)).toBeVisible();
    const { meshes } = readGlb((await saved(page, "Save GLB")).content);
    expect(meshes.map((mesh) => mesh.name)).toEqual(["Divergence of F = 1.5", "Tubes of F"]);
    const [, tubes] = meshes;
    const sides = (tubes?.positions.length ?? 0) / 3 / lines.length;
    const beside = lines.map(([, , , , radius = 0, x = 0, y = 0, z = 0], k) => {
      const [a = 0, b = 0, c = 0] = tubes?.positions.subarray(3 * sides * k) ?? [];
      return Math.abs(Math.hypot(a - x, b - y, c - z) - radius);
    });
    expect(Math.max(...beside)).toBeLessThan(5e-6);
  });

  await test.step("what takes long says how far it is, and is cancelled", async () => {
    await space.notebook.choose("Grid CSV");
    await set([200, 200, 200]);
    await dialog.getByRole("button", { name: "Save CSV" }).click();
    const progress = dialog.getByRole("progressbar", { name: "Share of the CSV made" });
    await expect.poll(() => progress.getAttribute("value").then(Number)).toBeGreaterThan(0.001);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(progress).toHaveCount(0);
    await expect(dialog.getByRole("button", { name: "Save CSV" })).toBeEnabled();
    await set([1e4, 1e4, 1]);
    await expect(dialog.getByText(/^A file may have .+ points at most\.$/)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Export space" })).toBeFocused();
  });
});

/** Keeps what is written on figures, and gives what of it there is. */
async function written(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const texts: string[] = [];
    Object.assign(globalThis, { texts });
    const { fillText } = OffscreenCanvasRenderingContext2D.prototype;
    OffscreenCanvasRenderingContext2D.prototype.fillText = function (...given) {
      texts.push(given[0]);
      return fillText.apply(this, given);
    };
  });
  return () => page.evaluate(() => (globalThis as unknown as { texts: string[] }).texts);
}

test("a picture of a section names the axes that the page names", async ({ page }) => {
  const texts = await written(page);
  const section = alignedSection(4, [3, 0, 1]);
  const space = await SpacePage.open(page, spaceDocument("F(x, y, z, w) = (x w, y z, z, w^2)", { section }));
  const shown = await space.plot.locator("svg text").allTextContents();
  await page.getByRole("button", { name: "Export space" }).click();
  await expect(page.getByRole("img", { name: "Preview of the figure" })).toBeVisible();
  const drawn = await texts();
  const names = ["x", "y", "z", "w"];
  const named = (texts: readonly string[]) => names.filter((name) => texts.includes(name));
  expect(named(shown)).toEqual(["x", "y", "w"]);
  expect(named(drawn)).toEqual(named(shown));
});

test("a picture says what the colours of a flux body mean, with the colour bar", async ({ page }) => {
  const texts = await written(page);
  const body = { on: true, shape: "ellipsoid", centre: [0, 0, 0], half: [1, 1, 1] } as const;
  const space = await SpacePage.open(page, spaceDocument("F(x, y, z) = (3x, 3y, 3z)", { body }));
  await expect.poll(async () => (await space.state()).scene?.body?.limit).toBe(6);
  await page.getByRole("button", { name: "Export space" }).click();
  const preview = page.getByRole("img", { name: "Preview of the figure" });
  await expect(preview).toBeVisible();
  const drawn = await texts();
  // Its ends and its caption, after the numbers along the box, which end at 2.
  const end = drawn.indexOf("F·n");
  expect(drawn.slice(end - 3, end + 1)).toEqual(["6", "0", "−6", "F·n"]);
  await page.getByRole("dialog").getByRole("checkbox", { name: "Colour bar" }).uncheck();
  const before = drawn.length;
  await expect.poll(async () => (await texts()).length).toBeGreaterThan(before);
  await page.waitForTimeout(300);
  expect((await texts()).slice(before)).not.toContain("F·n");
});

test("surfaces on show are a model's, of their own quantity and as opaque, and a picture's key with the pins", async ({
  page,
}) => {
  const levels = [0.8, 1.6] as const;
  const pins = [
    [1.2, -0.4, 0.3],
    [-1, 0.6, 0.9],
  ] as const;
  const space = await SpacePage.open(
    page,
    spaceDocument("F(x, y, z) = (2 x, y, z)", {
      slices: { at: [0, 0, 0], shown: [false, false, false] },
      surfaces: { on: true, quantity: "magnitude", levels, opacity: 0.4 },
      pins,
    }),
  );
  const swatches = await page
    .getByRole("group", { name: "What is shown" })
    .locator("i[style*=background]")
    .evaluateAll((all) =>
      all.map((one) =>
        (getComputedStyle(one).backgroundColor.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number),
      ),
    );
  expect(new Set(swatches.map(String)).size).toBe(2);
  const { scene } = await space.state();
  if (!scene) throw new Error("there is a scene");
  await page.getByRole("button", { name: "Export space" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Title", exact: true }).fill("");
  await dialog.getByRole("checkbox", { name: "Axes" }).uncheck();
  await space.notebook.choose("1×");

  await test.step("the picture has each level's colour and the pins", async () => {
    const withPins = decodePng((await saved(page, "Save PNG")).content);
    await dialog.getByRole("checkbox", { name: "Pins" }).uncheck();
    const withoutPins = decodePng((await saved(page, "Save PNG")).content);
    await dialog.getByRole("checkbox", { name: "Colour bar" }).uncheck();
    const bare = decodePng((await saved(page, "Save PNG")).content);
    // Where the picture lies in the figure.
    const [left, top] = [8, 38];
    // The largest first.
    for (const [k, swatch] of swatches.toReversed().entries()) {
      const colour = colourAt(withPins, left + 18, top + 32 + 18 * k);
      for (const [c, channel] of swatch.entries())
        expect(Math.abs((colour[c] as number) - channel)).toBeLessThan(2);
      expect(colourAt(bare, 18, 32 + 18 * k)).not.toEqual(colour);
    }
    const differing: [number, number][] = [];
    for (let row = 0; row < withPins.height; row += 1)
      for (let column = 0; column < withPins.width; column += 1)
        if (String(colourAt(withPins, column, row)) !== String(colourAt(withoutPins, column, row)))
          differing.push([column - left, row - top]);
    const places = pins.map((pin) => placeOf(scene.lens, pin));
    for (const place of places) {
      const near = differing.filter(
        ([x, y]) => Math.hypot(x - (place?.left ?? 0), y - (place?.top ?? 0)) < 4,
      );
      expect(near.length).toBeGreaterThan(12);
    }
    // Nothing else is of the pins but their numbers; letters beside the picture may be smoothed otherwise.
    for (const [x, y] of differing.filter(([x]) => x < scene.lens.width))
      expect(
        Math.min(...places.map((place) => Math.hypot(x - (place?.left ?? 0), y - (place?.top ?? 0)))),
      ).toBeLessThan(24);
  });

  await test.step("the model has them", async () => {
    await space.notebook.choose("Model GLB");
    await expect(dialog.getByRole("textbox", { name: "Levels" })).toHaveValue("0.8, 1.6");
    await dialog.getByRole("textbox", { name: "Cells along the longest edge", exact: true }).fill("32");
    await expect(dialog.getByText(/Magnitude of F = 0\.8: [\d\s]+ triangles/)).toBeVisible();
    const { json, meshes } = readGlb((await saved(page, "Save GLB")).content);
    expect(json.extras).toMatchObject({ of: "Magnitude of F", levels });
    expect(meshes).toHaveLength(2);
    const range = Math.hypot(4, 2, 2);
    for (const [k, { name, positions, material }] of meshes.entries()) {
      expect(name).toBe(`Magnitude of F = ${levels[k]}`);
      expect(positions.length).toBeGreaterThan(1000);
      expect(
        farthestOff(positions, (x, y, z) => Math.hypot(2 * x, y, z) - (levels[k] as number)),
      ).toBeLessThan(1e-3 * range);
      const { baseColorFactor } = material.pbrMetallicRoughness;
      expect(baseColorFactor[3]).toBe(0.4);
      expect(json.materials[k].alphaMode).toBe("BLEND");
      // As light, of which sRGB's numbers are about the 2.2th root.
      for (const [c, channel] of (swatches[k] as number[]).entries())
        expect((baseColorFactor[c] as number) ** (1 / 2.2)).toBeCloseTo(channel / 255, 1);
    }
  });
});

test("where there is no plane, Export and its key are about the view of space, also one far out of sight", async ({
  page,
}) => {
  const source = Array.from({ length: 60 }, (_, k) => `Line ${k}.`).join("\n\n");
  const { cells, ...rest } = spaceDocument("F(x, y, z) = (x, y, z)", {}, {});
  const space = new SpacePage(await NotebookPage.open(page));
  await space.chooses({ ...rest, cells: [{ id: "words", kind: "text", source }, ...cells] });
  await expect(page.getByText("Line 59.")).toBeAttached();
  const cell = (k: number) => page.locator(`[data-cell="space-${k}"]`);
  const dialogOf = (k: number) => cell(k).getByRole("dialog", { name: "Export" });
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(dialogOf(1).getByText("Model GLB")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialogOf(1)).toHaveCount(0);
  // And about the one last worked with; the focus goes back to where it was.
  await cell(2).scrollIntoViewIfNeeded();
  await cell(2).getByRole("application").focus();
  await page.keyboard.press("ControlOrMeta+e");
  await expect(dialogOf(2).getByText("Model GLB")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(cell(2).getByRole("application")).toBeFocused();
});
