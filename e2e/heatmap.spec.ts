import { hatchColours, paletteColour } from "../src/shaders/palette.ts";
import { lookIn } from "./support/appearance.ts";
import { expect, test } from "./support/fixtures.ts";
import { agreementOf, float64Map } from "./support/float64-map.ts";
import { NotebookPage } from "./support/notebook.ts";
import { colourAt, decodePng } from "./support/png.ts";

/** Small, so that every pixel can be compared with float64 in Node. */
test.use({ viewport: { width: 700, height: 560 } });

const fields = {
  polynomial: "F(x, y) = (x^3 - 3 x y^2, 3 x^2 y - y^3)",
  elementary:
    "a = 1.5\nk = 2\nF(x, y) = (sin(a x y) + x^2 + exp(-y^2), cos(k x) - y^3 + log(3 + x^2) tanh(y))",
  "helpers and a where": "r2(x, y) = x^2 + y^2\nG(x, y) = (x u, y u) where u = exp(-r2(x, y))",
  "an if, and kinks": "F(x, y) = if(x^2 + y^2 < 4, (abs(x) x, max(x, y)), (floor(x) y, sqrt(1 + y^2)))",
  "point-free, of second order": "phi(x, y) = sin(x) exp(-y^2 / 4) + x y^2\nE = -grad(phi)",
};

/** Fields with no value in a part of the view, or at poles, and how much of the view that is. */
const holed = {
  "a pole in the middle": { source: "F(x, y) = (x, y) / (x^2 + y^2)^2", least: 0, most: 0.001, steep: 1e3 },
  "a line of poles": { source: "F(x, y) = (1 / (x - 1), y^2)", least: 0, most: 0.01, steep: 1e3 },
  "half a plane of NaN": { source: "F(x, y) = (sqrt(x), y log(2 + y))", least: 0.5, most: 0.75, steep: 1 },
} as const;

test("the heatmap read back is float64's at every pixel, and is compared with it on the page", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);

  await test.step("for smooth fields and for kinks", async () => {
    for (const [name, source] of Object.entries(fields)) {
      await notebook.paste(source);
      const expected = float64Map(await notebook.snapshot());
      const agreement = agreementOf(await notebook.values(), expected);
      expect(agreement.wrong.slice(0, 5), name).toEqual([]);
      expect(agreement.finite, name).toBe(expected.values.length);
      expect(agreement.finite, name).toBeGreaterThan(50_000);
    }
  });

  await test.step("for poles, and what has no value is flagged where float64 has none", async () => {
    for (const [name, { source, least, most, steep }] of Object.entries(holed)) {
      await notebook.paste(source);
      const expected = float64Map(await notebook.snapshot());
      const agreement = agreementOf(await notebook.values(), expected);
      expect(agreement.wrong.slice(0, 5), name).toEqual([]);
      const pixels = expected.values.length;
      expect(agreement.flagged / pixels, name).toBeGreaterThanOrEqual(least);
      expect(agreement.flagged / pixels, name).toBeLessThanOrEqual(most);
      expect(agreement.finite + agreement.flagged, name).toBeGreaterThan(0.98 * pixels);
      // The view does show the pole, and the pole does not set the colours of everything else.
      const finite = expected.values.filter(Number.isFinite).map(Math.abs).sort();
      expect(finite.at(-1), name).toBeGreaterThan(steep);
      const { limit } = await notebook.snapshot();
      expect(limit, name).toBeLessThan(3 * (finite[Math.floor(0.98 * finite.length)] as number) + 1);
    }
  });

  await test.step("a bump that fills less than 2 % of the view has all its colours", async () => {
    const bump = "F(x, y) = (x u, y u) where u = 3 exp(-40 ((x - 0.4)^2 + (y + 0.7)^2))";
    await notebook.paste(bump);
    const { values } = float64Map(await notebook.snapshot());
    const sizes = values.map(Math.abs).sort();
    expect(sizes[Math.floor(0.98 * sizes.length)]).toBeLessThan(0.01);
    const { limit } = await notebook.snapshot();
    expect(limit).toBeGreaterThanOrEqual(sizes.at(-1) as number);
    expect(limit).toBeLessThanOrEqual(1.51 * (sizes.at(-1) as number));
  });

  await test.step("the GPU is compared with float64 at 64 points, whatever part of the view has a value", async () => {
    const line = page.getByText(/^GPU (within|equal)/);
    await notebook.paste("F(x, y) = (x^2 + sin(y), x y)");
    await expect(line).toHaveText(/float64 at 64 points$/);
    await notebook.paste("F(x, y) = (sqrt(x), log(y))");
    await expect(line).toHaveText(/float64 at 64 points, and undefined with it at \d\d more$/);
  });
});

test("the colours on the page are those of the values, and where there is none it is hatched", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await page.getByRole("checkbox", { name: "Streamlines" }).uncheck();
  // Nothing mirrored or turned looks like it.
  await notebook.paste("F(x, y) = (x^2 + x sqrt(y + 3), x y / 2 + exp(y / 2))");
  await page.mouse.move(1, 1);
  for (const theme of ["light", "dark"] as const) {
    await lookIn(page, theme);
    await notebook.settled();
    const { limit } = await notebook.snapshot();
    const { width, height, values } = await notebook.values();
    const picture = decodePng(await notebook.plot.screenshot());
    expect([picture.width, picture.height]).toEqual([width, height]);
    const [low, high] = hatchColours[theme];
    const greys = new Set<number>();
    let [off, hatched] = [0, 0];
    values.forEach((value, k) => {
      const shown = colourAt(picture, k % width, Math.floor(k / width));
      const within = (channel: number, a: number, b: number) =>
        channel >= Math.min(a, b) - 3 && channel <= Math.max(a, b) + 3;
      const right = Number.isNaN(value)
        ? shown.every((channel, i) => within(channel, low[i] as number, high[i] as number))
        : paletteColour("vermilion-blue", theme, 0.5 + value / limit / 2).every((wanted, i) =>
            within(shown[i] as number, wanted, wanted),
          );
      if (!right) off++;
      if (!Number.isNaN(value)) return;
      hatched++;
      greys.add(shown[0]);
    });
    // What lies over the map: the frame, the axes through zero, the cross of the reading point and a button.
    expect(off / values.length, theme).toBeLessThan(0.04);
    expect(hatched / values.length, theme).toBeGreaterThan(0.05);
    expect(Math.max(...greys) - Math.min(...greys), theme).toBeGreaterThan(40);
  }
});

/** Fields with poles: at points, or as lines from top to bottom of the picture, so many. */
const poles = {
  "a pole": { source: "F(x, y) = (x - 0.613, y - 1.37) / ((x - 0.613)^2 + (y - 1.37)^2)^2", lines: 0 },
  "a line of poles": { source: "F(x, y) = (1 / (x - 1), y^2)", lines: 1 },
  "lines of poles": { source: "F(x, y) = (tan(x), 0)", lines: 7 },
  "a line where the sign changes": { source: "F(x, y) = (log(abs(x - 0.7)), 0)", lines: 1 },
} as const;

/** Fields without, some steep. */
const smooth = {
  waves: "F(x, y) = (sin(6 x) cos(5 y), cos(7 x y / 3))",
  polynomials: "F(x, y) = (x^7 y - 3 x^2, y^9 + x y)",
  "a bump": "F(x, y) = (exp(-4 ((x - 0.31)^2 + (y - 1)^2)), 0)",
  "an exponential": "F(x, y) = (exp(5 x), exp(-3 y))",
  "a jump": "F(x, y) = if(x < 0.3, (x, y), (3 x, y))",
  kinks: "F(x, y) = (abs(x) x, max(x, y))",
} as const;

test("poles are hatched though none lies on a pixel's middle, and of smooth fields nothing is", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  await page.getByRole("checkbox", { name: "Streamlines" }).uncheck();
  await page.mouse.move(1, 1);
  const [light, dark] = hatchColours.light;
  /** Columns of pixels that have a value and are hatched, by rows; not where something may lie over the map. */
  const hatched = async () => {
    await notebook.settled();
    const { width, height, values } = await notebook.values();
    const picture = decodePng(await notebook.plot.screenshot());
    const rows: number[][] = [];
    for (let row = 20; row < height - 20; row++) {
      if (Math.abs(row - height / 2) < 16) continue;
      const columns: number[] = [];
      for (let column = 20; column < width - 60; column++) {
        const shown = colourAt(picture, column, row).slice(0, 3);
        const between = (channel: number, i: number) =>
          channel >= (dark[i] as number) - 1 && channel <= (light[i] as number) + 1;
        const grey = Math.max(...shown) - Math.min(...shown) <= 12 && shown.every(between);
        if (grey && Number.isFinite(values[row * width + column])) columns.push(column);
      }
      rows.push(columns);
    }
    return rows;
  };
  for (const [name, { source, lines }] of Object.entries(poles)) {
    await notebook.paste(source);
    const rows = await hatched();
    if (lines === 0) {
      expect(rows.flat().length, name).toBeGreaterThan(20);
      expect(rows.filter((columns) => columns.length > 0).length, name).toBeLessThan(20);
      continue;
    }
    const others = rows.filter((columns) => {
      const between = columns.filter((column, k) => k > 0 && column - (columns[k - 1] as number) > 1);
      const isWide = columns.length >= 2 * lines && columns.length <= 10 * lines;
      return !isWide || between.length + 1 !== lines;
    });
    expect(others, name).toEqual([]);
  }
  for (const [name, source] of Object.entries(smooth)) {
    await notebook.paste(source);
    expect((await hatched()).flat(), name).toEqual([]);
  }
});
