import { expect, test } from "./support/fixtures.ts";
import { NotebookPage } from "./support/notebook.ts";

// A picture of its own for every layer. Nothing moves by itself: what moves has moved for as long as the test says.
test.use({ viewport: { width: 800, height: 640 }, contextOptions: { reducedMotion: "reduce" } });

/** A saddle, a sink and a vortex, of moderate size everywhere. */
const source = "F(x, y) = (sin(y) + x/4, cos(x) - y/3)";

const bare = [
  ["Map", false],
  ["Streamlines", false],
] as const;

const scenes: readonly {
  readonly name: string;
  readonly layers: readonly (readonly [name: string, on: boolean])[];
  readonly settings?: (notebook: NotebookPage) => Promise<void>;
  readonly moved?: number;
  readonly dark?: boolean;
}[] = [
  { name: "map", layers: [["Streamlines", false]] },
  {
    name: "contours",
    layers: [["Streamlines", false]],
    settings: (notebook) => notebook.layers(["Contours", true]),
  },
  { name: "streamlines", layers: [["Map", false]] },
  { name: "streamlines-over-map-dark", layers: [], dark: true },
  {
    name: "trails",
    layers: [
      ["Streamlines", false],
      ["Particles", true],
    ],
    moved: 2,
  },
  {
    name: "crowd",
    layers: [...bare, ["Particles", true]],
    settings: async (notebook) => {
      await notebook.page.getByRole("button", { name: "Settings of particles" }).click();
      await notebook.choose("Density");
      await notebook.page.keyboard.press("Escape");
      await notebook.settled();
    },
    moved: 2,
  },
  {
    name: "texture",
    layers: [
      ["Streamlines", false],
      ["Texture", true],
    ],
  },
  { name: "texture-alone-dark", layers: [...bare, ["Texture", true]], dark: true },
  {
    name: "texture-flowing",
    layers: [
      ["Streamlines", false],
      ["Texture", true],
    ],
    settings: async (notebook) => {
      await notebook.page.getByRole("button", { name: "Settings of texture" }).click();
      await notebook.layers(["Flowing", true]);
      await notebook.page.keyboard.press("Escape");
    },
    moved: 0.3,
  },
  {
    name: "arrows",
    layers: [
      ["Streamlines", false],
      ["Arrows", true],
    ],
  },
  {
    name: "arrows-alike",
    layers: [...bare, ["Arrows", true]],
    settings: async (notebook) => {
      await notebook.page.getByRole("button", { name: "Settings of arrows" }).click();
      await notebook.choose("All alike");
      await notebook.page.keyboard.press("Escape");
      await notebook.settled();
    },
  },
  {
    name: "mesh",
    layers: [
      ["Streamlines", false],
      ["Mesh", true],
    ],
  },
  {
    name: "everything",
    layers: [
      ["Particles", true],
      ["Texture", true],
      ["Arrows", true],
      ["Mesh", true],
    ],
    moved: 2,
  },
];

for (const { name, layers, settings, moved, dark } of scenes) {
  test.describe(name, () => {
    test.use({ colorScheme: dark ? "dark" : "light" });

    test("looks as it did", async ({ page }) => {
      const notebook = await NotebookPage.open(page);
      await notebook.paste(source);
      await notebook.layers(...layers);
      await settings?.(notebook);
      if (moved !== undefined) await notebook.move(moved, Math.round(40 * moved), true);
      await page.mouse.move(3, 3);
      // At most a quarter of a thousandth of the pixels may be another colour to the eye.
      expect(await notebook.picture()).toMatchSnapshot(`${name}.png`, {
        threshold: 0.1,
        maxDiffPixelRatio: 0.00025,
      });
    });
  });
}
