import { expect, test } from "./support/fixtures.ts";
import { agreementOf, float64Map } from "./support/float64-map.ts";
import { NotebookPage } from "./support/notebook.ts";

test.use({ viewport: { width: 700, height: 560 }, hasTouch: true });

/** Where a CSS pixel of the page lies in the plane, from the view and nothing else. */
async function worldAt(
  notebook: NotebookPage,
  pageX: number,
  pageY: number,
): Promise<{ x: number; y: number }> {
  const { view } = await notebook.plane();
  const box = await notebook.box();
  const unit = view.span / Math.min(box.width, box.height);
  return {
    x: view.x + (pageX - box.x - box.width / 2) * unit,
    y: view.y - (pageY - box.y - box.height / 2) * unit,
  };
}

/** The pixels are those of the view: every one is float64's there. */
async function picturesItsView(notebook: NotebookPage): Promise<void> {
  await notebook.settled();
  const { wrong, finite } = agreementOf(await notebook.values(), float64Map(await notebook.snapshot()));
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(finite).toBeGreaterThan(50_000);
}

test("mouse, wheel and keyboard pan and zoom, and move the reading point", async ({ page }) => {
  const notebook = await NotebookPage.open(page);

  await test.step("dragging pans, and the point held stays under the pointer", async () => {
    const box = await notebook.box();
    // Whole pixels: some events of the pointer have no others.
    const [fromX, fromY] = [Math.round(box.x + 0.3 * box.width), Math.round(box.y + 0.4 * box.height)];
    const held = await worldAt(notebook, fromX, fromY);
    const before = await notebook.plane();
    await page.mouse.move(fromX, fromY);
    await page.mouse.down();
    await page.mouse.move(fromX + 80, fromY + 50, { steps: 6 });
    await page.mouse.up();
    const now = await worldAt(notebook, fromX + 80, fromY + 50);
    const after = await notebook.plane();
    const unit = before.view.span / Math.min(box.width, box.height);
    expect(Math.abs(now.x - held.x)).toBeLessThan(1e-9);
    expect(Math.abs(now.y - held.y)).toBeLessThan(1e-9);
    expect(after.view.span).toBe(before.view.span);
    expect(after.view.x).toBeCloseTo(before.view.x - 80 * unit, 9);
    expect(after.view.y).toBeCloseTo(before.view.y + 50 * unit, 9);
    // A drag is no click.
    expect(after.cursor).toBeNull();
    await notebook.settled();
    expect(Number(await notebook.figure("x"))).toBeCloseTo(held.x, 1);
    expect(Number(await notebook.figure("y"))).toBeCloseTo(held.y, 1);
    await picturesItsView(notebook);
  });

  await test.step("the wheel zooms about the pointer, the page does not scroll, and reset goes home", async () => {
    await notebook.renew();
    const box = await notebook.box();
    const home = (await notebook.plane()).view;
    const at = { x: Math.round(box.x + 0.8 * box.width), y: Math.round(box.y + 0.25 * box.height) };
    await page.mouse.move(at.x, at.y);
    const anchor = await worldAt(notebook, at.x, at.y);
    let { span } = home;
    for (const [amount, nearer] of [
      [-240, true],
      [-240, true],
      [400, false],
    ] as const) {
      await page.mouse.wheel(0, amount);
      await expect.poll(async () => (await notebook.plane()).view.span).not.toBe(span);
      const { view } = await notebook.plane();
      if (nearer) expect(view.span).toBeLessThan(span);
      else expect(view.span).toBeGreaterThan(span);
      span = view.span;
      const now = await worldAt(notebook, at.x, at.y);
      expect(Math.abs(now.x - anchor.x)).toBeLessThan(1e-9);
      expect(Math.abs(now.y - anchor.y)).toBeLessThan(1e-9);
    }
    await picturesItsView(notebook);
    expect(await page.evaluate(() => [scrollX, scrollY])).toEqual([0, 0]);

    await page.getByRole("button", { name: "Reset view" }).click();
    expect((await notebook.plane()).view).toEqual(home);
    await page.mouse.move(at.x, at.y);
    await page.mouse.wheel(0, -240);
    await expect.poll(async () => (await notebook.plane()).view.span).not.toBe(home.span);
    await notebook.plot.press("0");
    expect((await notebook.plane()).view).toEqual(home);
    await picturesItsView(notebook);
  });

  await test.step("the keyboard pans, zooms, resets and moves the reading point", async () => {
    await notebook.renew();
    const { plot } = await notebook.snapshot();
    const home = (await notebook.plane()).view;
    const unit = home.span / Math.min(plot.width, plot.height);
    await notebook.plot.focus();
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
      await notebook.settled();
      return notebook.plane();
    };

    const right = (await press("ArrowRight")).view;
    expect(right.x).toBeGreaterThan(home.x + 20 * unit);
    expect(right.y).toBe(home.y);
    const back = (await press("ArrowLeft", "ArrowUp")).view;
    expect(back.x).toBeCloseTo(home.x, 9);
    expect(back.y).toBeGreaterThan(home.y + 20 * unit);
    expect((await press("ArrowDown")).view.y).toBeCloseTo(home.y, 9);

    const nearer = (await press("+")).view;
    expect(nearer.span).toBeLessThan(home.span);
    expect([nearer.x, nearer.y]).toEqual([home.x, home.y]);
    await picturesItsView(notebook);
    expect((await press("-")).view.span).toBeCloseTo(home.span, 9);
    expect((await press("+", "ArrowRight", "0")).view).toEqual(home);

    const reading = async () =>
      [Number(await notebook.figure("x")), Number(await notebook.figure("y"))] as const;
    const from = await reading();
    await press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowUp");
    const to = await reading();
    expect(to[0]).toBeGreaterThan(from[0] + 4 * unit);
    expect(to[1]).toBeGreaterThan(from[1] + 2 * unit);
    expect((await notebook.plane()).view).toEqual(home);
    expect((await notebook.plane()).cursor).toEqual({ x: to[0], y: to[1] });
    // k = 1 and the swirl has no divergence.
    expect(Number(await notebook.figure("exact"))).toBeCloseTo(Math.cos(to[0]) + Math.cos(to[1]), 12);
    // It is said once it rests.
    await expect(page.getByText(`At ${to[0]}, ${to[1]}: divergence`)).toBeAttached();
  });
});

test("two fingers pinch: both points stay under their fingers", async ({ page, context }) => {
  const notebook = await NotebookPage.open(page);
  const box = await notebook.box();
  const before = await notebook.plane();
  const middle = { x: box.x + 0.45 * box.width, y: box.y + 0.6 * box.height };
  const fingers = (apart: number, moved: number) => [
    { x: middle.x - apart + moved, y: middle.y - apart / 2, id: 0 },
    { x: middle.x + apart + moved, y: middle.y + apart / 2, id: 1 },
  ];
  const held = await Promise.all(fingers(40, 0).map(({ x, y }) => worldAt(notebook, x, y)));
  const client = await context.newCDPSession(page);
  await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: fingers(40, 0) });
  for (let step = 1; step <= 8; step++) {
    const touchPoints = fingers(40 + 5 * step, 3 * step);
    await client.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints });
  }
  await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await notebook.settled();
  const after = await notebook.plane();
  // From 40 to 80 pixels either side: twice as large.
  expect(before.view.span / after.view.span).toBeCloseTo(2, 1);
  const unit = after.view.span / Math.min(box.width, box.height);
  const now = await Promise.all(fingers(80, 24).map(({ x, y }) => worldAt(notebook, x, y)));
  now.forEach(({ x, y }, finger) => {
    expect(Math.abs(x - (held[finger]?.x ?? 0)) / unit, `finger ${finger}`).toBeLessThan(4);
    expect(Math.abs(y - (held[finger]?.y ?? 0)) / unit, `finger ${finger}`).toBeLessThan(4);
  });
  // The browser's own zoom kept out of it.
  expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
  await picturesItsView(notebook);

  // One finger pans, and a tap puts the reading point.
  const start = await worldAt(notebook, middle.x, middle.y);
  const one = (x: number) => [{ x, y: middle.y, id: 0 }];
  await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: one(middle.x) });
  for (const by of [10, 30, 60]) {
    await client.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: one(middle.x + by) });
  }
  await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  const moved = await worldAt(notebook, middle.x + 60, middle.y);
  expect(moved.x).toBeCloseTo(start.x, 6);
  await page.touchscreen.tap(box.x + 30, box.y + 40);
  await notebook.settled();
  const tapped = await worldAt(notebook, box.x + 30, box.y + 40);
  expect(Math.abs(Number(await notebook.figure("x")) - tapped.x)).toBeLessThan(unit);
  expect(Math.abs(Number(await notebook.figure("y")) - tapped.y)).toBeLessThan(unit);
});
