import type { Locator } from "@playwright/test";
import type { FluxRegion } from "../../src/app/document/document.ts";
import { expect } from "./fixtures.ts";
import { type NotebookPage, often } from "./notebook.ts";

type FluxFigure = "flux" | "inside" | "difference" | "average" | "centre";

/** The flux region on the page, and its figures. */
export class FluxRegionOnPage {
  readonly notebook: NotebookPage;
  readonly panel: Locator;
  readonly region: Locator;

  constructor(notebook: NotebookPage) {
    this.notebook = notebook;
    this.panel = notebook.page.getByRole("group", { name: "Flux region", exact: true });
    this.region = notebook.plot.getByRole("slider", { name: /^Flux region, / });
  }

  async switchOn(): Promise<void> {
    await this.notebook.page.getByRole("checkbox", { name: "Flux" }).check();
    await expect(this.region).toBeVisible();
    await this.settled();
  }

  /** Waits for the figures of the present region. */
  async settled(): Promise<void> {
    await expect.poll(() => this.text("flux"), often).not.toBe("");
    await expect(this.panel.locator("[data-running]")).toHaveCount(0);
  }

  handle(name: string): Locator {
    return this.notebook.plot.getByRole("slider", { name: `${name} of the flux region` });
  }

  text(name: FluxFigure): Promise<string | null> {
    return this.panel.locator(`[data-figure="${name}"]`).textContent();
  }

  async figure(name: FluxFigure | `${FluxFigure}-error`): Promise<number> {
    return Number(await this.panel.locator(`[data-figure="${name}"]`).getAttribute("value"));
  }

  /** The region as the document keeps it. */
  async kept(): Promise<FluxRegion> {
    const { flux } = await this.notebook.plane();
    if (!flux) throw new Error("The document has no flux region.");
    return flux;
  }

  async centre(of: Locator): Promise<{ x: number; y: number }> {
    const box = await of.boundingBox();
    if (!box) throw new Error("It is not on the page.");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Drags what lies at a point of the page, and waits for the figures there. */
  async drag(from: { x: number; y: number }, right: number, down: number): Promise<void> {
    const { mouse } = this.notebook.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + right / 2, from.y + down / 2);
    await mouse.move(from.x + right, from.y + down);
    await mouse.up();
    await this.settled();
  }
}
