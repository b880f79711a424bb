import type { Page } from "@playwright/test";
import { bindingsOf } from "../src/engine/divergence/bindings.ts";
import { createScalarEvaluator } from "../src/engine/divergence/point-evaluator.ts";
import { checkSource } from "../src/engine/language/check.ts";
import { type Quantity, quantityNode } from "../src/shaders/quantity.ts";
import { expect, test } from "./support/fixtures.ts";
import { NotebookPage, type Snapshot } from "./support/notebook.ts";
import { colourAt, decodePng, shareChanged } from "./support/png.ts";

test.use({ viewport: { width: 760, height: 620 } });

const source = `a = 1.5
phi(x, y) = x^2 + y^2 - 4
F(x, y) = (sin(x y) + a x^2, cos(x) - y^3)`;

async function select(page: Page, label: string, value: string) {
  await page.getByRole("combobox", { name: label, exact: true }).selectOption(value);
}

/** The quantity in float64 at the middles of the pixels, row-major from the top left. */
function expectedOf({ document, plot }: Snapshot, quantity: Quantity) {
  const program = checkSource(source);
  const field = program.fields[0];
  const plane = document.cells.find((cell) => cell.kind === "plane");
  const node = field && quantityNode(program, field, quantity);
  if (!field || !node || plane?.kind !== "plane") throw new Error("there is nothing to compare with");
  const [width, height] = [plot.width * plot.pixelRatio, plot.height * plot.pixelRatio];
  const step = plane.view.span / Math.min(width, height);
  const points = Float64Array.from({ length: 2 * width * height }, (_, k) => {
    const pixel = k >> 1;
    return k % 2 === 0
      ? plane.view.x + ((pixel % width) + 0.5 - width / 2) * step
      : plane.view.y - (Math.floor(pixel / width) + 0.5 - height / 2) * step;
  });
  const values = createScalarEvaluator(program, field, node)(points, bindingsOf(program));
  return { width, height, points, values };
}

test("curl, magnitude, components and functions are maps of float64's values, and the zero set runs where they change their sign", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);

  await test.step("curl, magnitude, components and functions are maps: float64's values, other pixels, a legend and a readout", async () => {
    await notebook.paste(source);
    await page.mouse.move(2, 2);
    let last = decodePng(await notebook.plot.screenshot());
    // What the terms are at most: sines of software GPUs err by 2e-4.
    for (const [quantity, caption, words, sizeOf] of [
      ["curl", "∇×F", "Curl of F", (x: number) => 1 + Math.abs(x)],
      ["magnitude", "|F|", "Magnitude of F", (x: number, y: number) => 2 + 1.5 * x * x + Math.abs(y) ** 3],
      ["component 0", "F_x", "Component F_x", (x: number) => 1 + 1.5 * x * x],
      ["component 1", "F_y", "Component F_y", (_x: number, y: number) => 1 + Math.abs(y) ** 3],
      ["function phi", "phi", "Function phi", (x: number, y: number) => 4 + x * x + y * y],
    ] as const) {
      await select(page, "Map of", quantity);
      await notebook.settled();
      const snapshot = await notebook.snapshot();
      const read = await notebook.values();
      const { values, points, width, height } = expectedOf(snapshot, quantity);
      expect([read.width, read.height]).toEqual([width, height]);
      const wrong = values.filter((value, k) => {
        const size = sizeOf(points[2 * k] as number, points[2 * k + 1] as number);
        return !(Math.abs((read.values[k] as number) - value) <= 2.5e-4 * size);
      });
      expect(wrong.length, quantity).toBe(0);
      expect(snapshot.legend).toMatchObject({ caption, words });
      await expect(page.getByRole("application", { name: new RegExp(`^${words}\\.`) })).toBeVisible();
      const picture = decodePng(await notebook.plot.screenshot());
      expect(shareChanged(picture, last), quantity).toBeGreaterThan(0.2);
      last = picture;

      const at = { x: Number(await notebook.figure("x")), y: Number(await notebook.figure("y")) };
      const program = checkSource(source);
      const field = program.fields[0];
      const node = field && quantityNode(program, field, quantity);
      if (!node) throw new Error("there is no quantity");
      const exact = createScalarEvaluator(
        program,
        field,
        node,
      )(Float64Array.of(at.x, at.y), bindingsOf(program))[0];
      const figure = quantity.startsWith("component ")
        ? (`component-${Number(quantity.at(-1))}` as const)
        : "quantity";
      expect(await notebook.figure(figure), quantity).toBe(String(exact));
    }
    await expect(page.getByRole("radio", { name: "Estimate" })).toBeDisabled();
    await select(page, "Map of", "divergence");
    await notebook.settled();
    await expect(page.getByRole("radio", { name: "Estimate" })).toBeEnabled();
  });

  await test.step("the zero set runs where float64 changes its sign, and not along poles", async () => {
    await notebook.renew();
    await page.getByRole("checkbox", { name: "Streamlines" }).uncheck();
    await notebook.paste(source);
    await page.getByRole("checkbox", { name: "Contours" }).check();
    await page.mouse.move(2, 2);
    for (const [quantity, scale] of [
      ["divergence", "linear"],
      ["function phi", "linear"],
      ["curl", "symlog"],
    ] as const) {
      await select(page, "Map of", quantity);
      await select(page, "Scale", scale);
      await notebook.settled();
      const { width, height, values } = expectedOf(await notebook.snapshot(), quantity);
      const picture = decodePng(await notebook.plot.screenshot());
      const dark = (k: number) =>
        Math.max(...colourAt(picture, k % width, Math.floor(k / width)).slice(0, 3)) < 110;
      const [crossings, drawn] = [
        { all: 0, dark: 0 },
        { all: 0, near: 0 },
      ];
      for (let row = 12; row < height - 12; row++) {
        for (let column = 12; column < width - 60; column++) {
          const k = row * width + column;
          const sign = Math.sign(values[k] as number);
          if (sign !== Math.sign(values[k + 1] as number)) {
            crossings.all++;
            if (dark(k) || dark(k + 1)) crossings.dark++;
          }
          if (!dark(k)) continue;
          drawn.all++;
          const around = [-3, -2, -1, 0, 1, 2, 3].flatMap((dy) =>
            [-3, -2, -1, 0, 1, 2, 3].map((dx) => Math.sign(values[k + dy * width + dx] as number)),
          );
          if (new Set(around).size > 1) drawn.near++;
        }
      }
      expect(crossings.all, quantity).toBeGreaterThan(100);
      expect(crossings.dark / crossings.all, quantity).toBeGreaterThan(0.97);
      // The cross of the reading point and the colours' dark ends.
      expect(drawn.near / drawn.all, quantity).toBeGreaterThan(0.8);
    }

    // 1/x² and 1/x have no zeros: the sign of 1/x changes through infinity.
    const count = async () => {
      await notebook.settled();
      const picture = decodePng(await notebook.plot.screenshot());
      let dark = 0;
      for (let row = 80; row < picture.height - 20; row++) {
        const middle = picture.width >> 1;
        for (let column = middle - 6; column <= middle + 6; column++) {
          if (row > picture.height / 2 - 20 && row < picture.height / 2 + 20) continue;
          if (Math.max(...colourAt(picture, column, row).slice(0, 3)) < 60) dark++;
        }
      }
      return dark;
    };
    await select(page, "Map of", "component 0");
    await select(page, "Scale", "linear");
    await notebook.paste("F(x, y) = (1 / (x - 0.001), y)");
    const pole = await count();
    await notebook.paste("F(x, y) = (x - 0.001, y)");
    expect(await count()).toBeGreaterThan(4 * pole + 100);
  });
});

test("a typed range, a palette and a scale are kept, and the first picture after a reload is the same", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await select(page, "Map of", "magnitude");
  await select(page, "Palette", "lagoon");
  await select(page, "Range", "typed");
  await notebook.fill("Colours from", "1");
  await notebook.fill("Colours to", "7.5");
  await page.getByRole("checkbox", { name: "Contours" }).check();
  await page.mouse.move(2, 2);
  await notebook.settled();
  expect((await notebook.snapshot()).legend).toMatchObject({ low: 1, high: 7.5 });
  const before = decodePng(await notebook.plot.screenshot());
  await page.reload();
  await expect(notebook.editor).toBeVisible();
  await notebook.settled();
  await expect(page.getByRole("textbox", { name: "Colours to" })).toHaveValue("7.5");
  expect((await notebook.plane()).range).toEqual({ mode: "typed", low: 1, high: 7.5 });
  expect((await notebook.snapshot()).legend).toMatchObject({ low: 1, high: 7.5, caption: "|F|" });
  await page.mouse.move(2, 2);
  expect(shareChanged(decodePng(await notebook.plot.screenshot()), before)).toBe(0);

  // Locked, it stays while the picture becomes another; automatic, it follows.
  await select(page, "Range", "automatic");
  await notebook.settled();
  const automatic = (await notebook.snapshot()).legend;
  await select(page, "Range", "locked");
  await notebook.plot.focus();
  for (let k = 0; k < 6; k++) await page.keyboard.press("-");
  await notebook.settled();
  expect((await notebook.snapshot()).legend).toMatchObject({ low: automatic.low, high: automatic.high });
  await select(page, "Range", "automatic");
  await notebook.settled();
  expect((await notebook.snapshot()).legend.high).toBeGreaterThan(2 * automatic.high);
});

test("ends of a range that are none are told of, and the last good range stays until there are two", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await notebook.paste(source);
  await select(page, "Range", "typed");
  await notebook.fill("Colours from", "-2");
  await notebook.fill("Colours to", "3");
  const told = page.getByRole("alert").filter({ hasText: "Colours go from a smaller number" });
  await expect(told).toBeHidden();
  const kept = async () => {
    await notebook.settled();
    expect((await notebook.plane()).range).toEqual({ mode: "typed", low: -2, high: 3 });
    expect((await notebook.snapshot()).legend).toMatchObject({ low: -2, high: 3 });
  };
  for (const from of ["3", "5"]) {
    await notebook.fill("Colours from", from);
    await expect(told).toContainText("the last range stays");
    await kept();
  }
  // What was typed waits for the other end.
  await expect(page.getByRole("textbox", { name: "Colours from" })).toHaveValue("5");
  await notebook.fill("Colours to", "8");
  await expect(told).toBeHidden();
  await notebook.settled();
  expect((await notebook.snapshot()).legend).toMatchObject({ low: 5, high: 8 });
});
