import type { Page } from "@playwright/test";
import { normalOf } from "../src/shaders/space/free-plane.ts";
import { dot } from "../src/shaders/space/lens.ts";
import { expect, test } from "./support/fixtures.ts";
import { SpacePage, spaceDocument } from "./support/space.ts";

test.use({ viewport: { width: 1280, height: 800 } });

const field = "F(x, y, z) = (x^2 y, sin(y z), z^3 + x)";

/** The middle of a handle, where that and nothing over it is hit. */
async function middleOf(page: Page, name: string) {
  const handle = page.locator(`[data-handle="${name}"]`);
  await handle.scrollIntoViewIfNeeded();
  const box = await handle.boundingBox();
  if (!box) throw new Error("the handle has a place");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const hit = await page.evaluate(
    ([x, y]) => document.elementFromPoint(x, y)?.closest("[data-handle]")?.getAttribute("data-handle"),
    [x, y] as const,
  );
  expect(hit).toBe(name);
  return { x, y };
}

test("a free plane is moved and turned beside a flux body, both as they begin", async ({ page }) => {
  const space = await SpacePage.open(page, spaceDocument(field, {}));
  await page.getByRole("checkbox", { name: "Free plane" }).check();
  await page.getByRole("checkbox", { name: "Flux body" }).check();
  await expect(page.getByRole("slider", { name: /^Flux body/ })).toBeVisible();
  const before = await space.cell();
  const { scene } = await space.state();
  if (!scene || !before.plane) throw new Error("there is a plane in a picture");
  const normal = normalOf(before.plane);
  const seen = [dot(normal, scene.lens.right), -dot(normal, scene.lens.up)] as const;
  for (const [name, right, down] of [
    ["along", 30 * seen[0], 30 * seen[1]],
    ["about", -14, 12],
  ] as const) {
    const { x, y } = await middleOf(page, name);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + right, y + down, { steps: 4 });
    // It stays under the hand.
    const held = await page.locator(`[data-handle="${name}"]`).boundingBox();
    const off = Math.hypot((held?.x ?? 0) + 12 - x - right, (held?.y ?? 0) + 12 - y - down);
    expect(off, name).toBeLessThan(4);
    await page.mouse.up();
  }
  const after = await space.cell();
  expect(after.plane?.through).not.toEqual(before.plane?.through);
  expect(after.plane?.azimuth).not.toBe(before.plane?.azimuth);
  expect({ ...after, plane: null }).toEqual({ ...before, plane: null });
  await middleOf(page, "body-centre");
});

test("a handle is held by the main button and by one finger; other buttons move the picture there", async ({
  page,
  context,
}) => {
  const body = { on: true, shape: "sphere", centre: [0.5, 0.5, 1], half: [0.5, 0.5, 0.5] } as const;
  const plane = { on: true, through: [0, 0, 0], azimuth: 35, elevation: 40 } as const;
  const space = await SpacePage.open(page, spaceDocument(field, { body, plane }));
  const client = await context.newCDPSession(page);
  for (const [name, part] of [
    ["0", "slices"],
    ["along", "plane"],
    ["body-centre", "body"],
  ] as const) {
    const before = await space.cell();
    const { x, y } = await middleOf(page, name);
    await page.mouse.move(x, y);
    await page.mouse.down({ button: "right" });
    await page.mouse.move(x + 30, y + 20, { steps: 4 });
    await page.mouse.up({ button: "right" });
    const panned = await space.cell();
    expect({ ...panned, camera: null }, name).toEqual({ ...before, camera: null });
    expect(panned.camera.target, name).not.toEqual(before.camera.target);

    type Point = { readonly x: number; readonly y: number };
    const first = await middleOf(page, name);
    const touch = async (type: "touchStart" | "touchMove" | "touchEnd", ...points: readonly Point[]) => {
      const touchPoints = points.map((point, id) => ({ ...point, id }));
      await client.send("Input.dispatchTouchEvent", { type, touchPoints });
      // Moves are handed on with the next frame.
      await page.evaluate(
        () =>
          new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
      );
      return (await space.cell())[part];
    };
    const moved = { x: first.x + 20, y: first.y - 20 };
    await touch("touchStart", first);
    const drawn = await touch("touchMove", moved);
    expect(drawn, name).not.toEqual(panned[part]);
    // Another finger that comes to it, and moves, changes nothing: the first one holds it still.
    const second = await middleOf(page, name);
    expect(await touch("touchStart", moved, second), name).toEqual(drawn);
    const away = { ...second, x: second.x + 50 };
    expect(await touch("touchMove", moved, away), name).toEqual(drawn);
    expect(await touch("touchMove", { ...moved, y: moved.y - 20 }, away), name).not.toEqual(drawn);
    await touch("touchEnd");
    expect((await space.cell()).camera, name).toEqual(panned.camera);
  }
});

test("a field on R^4 has no flux through a body, and nothing that a body is held by", async ({ page }) => {
  const body = { on: true, shape: "box", centre: [0, 0, 0], half: [1, 1, 1] } as const;
  const space = await SpacePage.open(page, spaceDocument(field, { body }));
  const grips = page.locator('[data-handle^="body-"]');
  await expect(grips).toHaveCount(4);
  await space.notebook.editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("F(x: R^4) = x");
  await expect(page.getByText(/^The flux through a body is of fields on R\^3/).first()).toBeVisible();
  await expect(grips).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(grips).toHaveCount(4);
});
