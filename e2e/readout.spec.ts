import { createEvaluator } from "../src/engine/divergence/evaluator.ts";
import { checkSource } from "../src/engine/language/check.ts";
import { csvRows, deldot } from "./support/command.ts";
import { expect, test } from "./support/fixtures.ts";
import { type FigureName, NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 1000, height: 760 } });

const source = "a = 1.3\nF(x, y) = (sin(a x y) + x^2, cos(x) exp(y / 3) - y^3)";
const seed = 77;

/** A figure as the readout writes it: six significant digits, four with a power of ten, and the true minus sign. */
function shownAs(value: number): string {
  const size = Math.abs(value);
  if (size < 1e6 && size >= 1e-4) return value.toPrecision(6).replace("-", "−");
  const [digits, power = ""] = value.toExponential(3).split("e");
  const raised = [...String(Number(power))].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? "⁻").join("");
  return `${digits}×10${raised}`.replace("-", "−");
}

test(`the numbers at a point are the command's, to the last digit, and with a key per pixel those of the pixel (seed ${seed})`, async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);

  await test.step(`the numbers at a point are the command's, to the last digit (seed ${seed})`, async () => {
    await notebook.paste(source);
    await notebook.fill("Seed", String(seed));
    await notebook.fill("Number of probes", "12");
    await notebook.choose("Gaussian", "Shared key");
    const box = await notebook.box();
    const estimating = ["--method", "hutchinson", "--probes", "12", "--distribution", "gaussian"];

    for (const [right, down] of [
      [0.21, 0.34],
      [0.77, 0.81],
    ] as const) {
      await page.mouse.move(box.x + right * box.width, box.y + down * box.height);
      await notebook.settled();
      const at = `${await notebook.figure("x")},${await notebook.figure("y")}`;
      // What is shown as the point is the very point the numbers are of.
      await expect(notebook.readout("x")).toHaveText((await notebook.figure("x")).replace("-", "−"));
      const { view } = await notebook.plane();
      const unit = view.span / Math.min(box.width, box.height);
      const [x = Number.NaN, y = Number.NaN] = at.split(",").map(Number);
      expect(Math.abs(x - (view.x + (right - 0.5) * box.width * unit))).toBeLessThan(2 * unit);
      expect(Math.abs(y - (view.y - (down - 0.5) * box.height * unit))).toBeLessThan(2 * unit);

      const [exact, estimate] = await Promise.all([
        deldot(["divergence", "-", "--at", at, "--method", "jacobian-forward", "--components"], source),
        deldot(
          ["divergence", "-", "--at", at, ...estimating, "--seed", String(seed), "--keys", "shared"],
          source,
        ),
      ]);
      const told = (table: string, name: string) => {
        const { header, rows } = csvRows(table);
        return rows[0]?.[header.indexOf(name)] ?? "";
      };
      const figures: [FigureName, string][] = [
        ["component-0", told(exact, "F_x")],
        ["component-1", told(exact, "F_y")],
        ["exact", told(exact, "div")],
        ["estimate", told(estimate, "div")],
        ["standard-error", told(estimate, "standardError")],
      ];
      for (const [name, text] of figures) {
        expect(await notebook.figure(name), `${name} at ${at}`).toBe(text);
        if (name === "standard-error") continue;
        await expect(notebook.readout(name), `${name} at ${at}`).toHaveText(shownAs(Number(text)));
      }
      expect(Number(await notebook.figure("error"))).toBe(
        Number(told(estimate, "div")) - Number(told(exact, "div")),
      );

      // The Jacobian by hand: a = 1.3.
      const a = 1.3;
      const jacobian = [
        a * y * Math.cos(a * x * y) + 2 * x,
        a * x * Math.cos(a * x * y),
        -Math.sin(x) * Math.exp(y / 3),
        (Math.cos(x) * Math.exp(y / 3)) / 3 - 3 * y * y,
      ];
      for (const [i, entry] of jacobian.entries()) {
        expect(Number(await notebook.figure(`jacobian-${i}`)), `entry ${i} at ${at}`).toBeCloseTo(entry, 11);
      }
    }
  });

  await test.step(`with a key per pixel the estimate is that of the pixel under the pointer (seed ${seed})`, async () => {
    await notebook.renew();
    await notebook.paste(source);
    await notebook.fill("Seed", String(seed));
    await notebook.fill("Number of probes", "3");
    await notebook.choose("Rademacher", "Key per pixel", "Estimate");
    await notebook.settled();
    const { plot } = await notebook.snapshot();
    const box = await notebook.box();
    const [column, row] = [Math.floor(0.4 * plot.width), Math.floor(0.3 * plot.height)];
    await page.mouse.move(box.x + column + 0.5, box.y + row + 0.5);
    await notebook.settled();

    const program = checkSource(source);
    const [field] = program.fields;
    if (!field) throw new Error("there is no field");
    const evaluator = createEvaluator(program, field, {
      method: "hutchinson",
      probes: 3,
      distribution: "rademacher",
      seed,
      keys: "per-point",
    });
    const point = Float64Array.of(Number(await notebook.figure("x")), Number(await notebook.figure("y")));
    const bindings = { parameters: Float64Array.of(1.3), time: 0 };
    const read = await notebook.values();
    expect([read.width, read.height]).toEqual([plot.width, plot.height]);
    const index = row * plot.width + column;
    const { values } = evaluator.evaluate(point, bindings, index);
    expect(await notebook.figure("estimate")).toBe(String(values[0]));
    // And it is what the pixel shows, up to where in the pixel the point lies.
    expect(Math.abs((read.values[index] as number) - (values[0] as number))).toBeLessThan(0.5);

    // A click leaves the reading point there; Escape takes it away.
    await page.mouse.down();
    await page.mouse.up();
    await page.mouse.move(5, 5);
    await notebook.settled();
    expect(await notebook.figure("x")).toBe(String(point[0]));
    expect(await notebook.figure("estimate")).toBe(String(values[0]));
    await notebook.plot.press("Escape");
    await expect.poll(() => notebook.figure("x")).toBe("0");
  });
});
