import type { Locator, Page } from "@playwright/test";
import { type Document, type SpaceCell, schemaVersion } from "../../src/app/document/document.ts";
import { serialiseDocument } from "../../src/app/document/serialise.ts";
import { defaultSpace } from "../../src/app/document/space-cell.ts";
import type { SpaceState } from "../../src/app/space/space-session.ts";
import { expect } from "./fixtures.ts";
import { NotebookPage, often } from "./notebook.ts";
import { decodePng, type Pixels } from "./png.ts";

/** A notebook of one source and cells of space. */
export function spaceDocument(source: string, ...cells: readonly Partial<SpaceCell>[]): Document {
  return {
    format: "deldot",
    schemaVersion,
    title: "Space",
    seed: 0,
    cells: [
      { id: "code", kind: "code", source },
      ...cells.map((cell, k) => ({ ...defaultSpace(`space-${k + 1}`), ...cell })),
    ],
  };
}

/** The page with cells of space as people find it. */
export class SpacePage {
  readonly page: Page;
  readonly notebook: NotebookPage;
  /** The first picture. */
  readonly plot: Locator;

  constructor(notebook: NotebookPage) {
    this.page = notebook.page;
    this.notebook = notebook;
    this.plot = this.page.getByRole("application", { name: /in space/ }).first();
  }

  static async open(page: Page, document: Document): Promise<SpacePage> {
    const space = new SpacePage(await NotebookPage.open(page));
    await space.opens(document);
    return space;
  }

  /** Opens a document as from a file, on the page as it is, and waits for its picture. */
  async opens(document: Document): Promise<void> {
    const text = await this.chooses(document);
    await expect.poll(async () => serialiseDocument(await this.notebook.document()), often).toBe(text);
    await expect(this.plot).toBeVisible();
    await this.settled();
  }

  /** Opens a document as from a file, and waits for nothing. Returns its text. */
  async chooses(document: Document): Promise<string> {
    const text = serialiseDocument(document);
    const file = { name: "space.json", mimeType: "application/json", buffer: Buffer.from(text) };
    await this.page.locator("input[type=file]").setInputFiles(file);
    return text;
  }

  /** Waits until all pictures in sight stand as they should, and their numbers with them. */
  async settled(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(() => window.deldotSpace?.isSettled() === true), often)
      .toBe(true);
  }

  async state(id = "space-1"): Promise<SpaceState> {
    const state = await this.page.evaluate((id) => {
      const { cell, scene, moving, reading, surfaces } = window.deldotSpace?.state(id) ?? {};
      // Graphs are not for sending.
      return {
        cell,
        moving,
        reading,
        surfaces,
        scene: scene && {
          lens: scene.lens,
          legend: scene.legend,
          palette: scene.palette,
          ratio: scene.ratio,
          body: scene.body,
        },
      };
    }, id);
    return state as unknown as SpaceState;
  }

  async cell(id = "space-1"): Promise<SpaceCell> {
    return (await this.state(id)).cell;
  }

  /** A picture, without what lies over it, as a PNG. */
  async picture(plot = this.plot): Promise<Buffer> {
    const address = await plot
      .locator("canvas")
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL("image/png"));
    return Buffer.from(address.slice(address.indexOf(",") + 1), "base64");
  }

  async pixels(plot = this.plot): Promise<Pixels> {
    return decodePng(await this.picture(plot));
  }
}
