import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 640, height: 500 } });

/** The largest |value| among those that are finite, and how many are not. */
function extremeOf(values: Float32Array): { largest: number; undefinedCount: number } {
  const finite = values.filter(Number.isFinite);
  return {
    largest: finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    undefinedCount: values.length - finite.length,
  };
}

test("the map of a holomorphic function is 0 and stays calm by every method, and what is mixed in shows", async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page);
  // Lines take as long as the map, for every field anew.
  await notebook.layers(["Streamlines", false]);

  await test.step("the map of a holomorphic function is 0, and stays calm by every method", async () => {
    const ways = page.getByRole("combobox", { name: "Exact by" });
    for (const body of ["z^3", "1/z", "exp(z)", "sin(z)", "log(z)", "sqrt(z)", "tanh(z^2)/(z - i)"]) {
      await ways.selectOption("jacobian-forward");
      await notebook.paste(`f(z: C) = ${body}`);
      expect(extremeOf((await notebook.values()).values), body).toEqual({ largest: 0, undefinedCount: 0 });
      expect(await notebook.figure("exact"), body).toBe("0");
      await ways.selectOption("jacobian-reverse");
      await notebook.settled();
      const { limit } = await notebook.snapshot();
      const { values } = await notebook.values();
      // Nearly everywhere far below the end of the colours: rounding never fills the palette.
      const loud = values.filter((value) => Math.abs(value) > 1e-2 * limit);
      expect(loud.length / values.length, body).toBeLessThan(0.01);
    }
  });

  await test.step("what is mixed in shows: a term with conj(z) has the divergence 2b", async () => {
    await notebook.renew();
    await notebook.paste("b = 0.75\nf(z: C) = sin(z) + b conj(z)");
    const { values } = await notebook.values();
    expect(values.every((value) => Math.abs(value - 1.5) < 1e-2)).toBe(true);
  });
});
