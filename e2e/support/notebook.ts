import type { Locator, Page } from "@playwright/test";
import type { Document, PlaneCell } from "../../src/app/document/document.ts";
import { serialiseDocument } from "../../src/app/document/serialise.ts";
import { documentOf, firstExample } from "../../src/app/first-example.ts";
import type { PlotSize } from "../../src/app/plane/view.ts";
import type { Legend } from "../../src/shaders/legend.ts";
import { expect } from "./fixtures.ts";

/** The map as rendered: float32, NaN where it has no finite value, row-major from the top left. */
export interface ReadBack {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Looks again soon: what is waited for comes within a few hundredths of a second, and thousands of times. */
export const often = { intervals: [20, 40, 60] };

/** How many values of two maps of one size are not the same, bit for bit. */
export function countDifferent(a: ReadBack, b: ReadBack): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error("maps of different sizes");
  const bits = new Uint32Array(b.values.buffer, b.values.byteOffset, b.values.length);
  return new Uint32Array(a.values.buffer, a.values.byteOffset, a.values.length).filter(
    (word, k) => word !== bits[k],
  ).length;
}

/** What the page knows about its picture. */
export interface Snapshot {
  readonly document: Document;
  readonly plot: PlotSize;
  readonly stale: boolean;
  /** The upper end of the colour range. */
  readonly limit: number;
  readonly legend: Legend;
  readonly backend: string;
}

/** Figures of the readout that carry their full float64 value. */
export type FigureName =
  | "x"
  | "y"
  | `point-${number}`
  | `component-${number}`
  | `jacobian-${number}`
  | "quantity"
  | "exact"
  | "estimate"
  | "standard-error"
  | "error"
  | "curl"
  | "rms"
  | "largest"
  | "predicted-error"
  | "predicted-rms"
  | "float64"
  | "float32"
  | "difference-float64"
  | "difference-float32";

/** The page as people find it: by roles, labels and words. */
export class NotebookPage {
  readonly page: Page;
  readonly editor: Locator;
  readonly plot: Locator;

  constructor(page: Page) {
    this.page = page;
    // Until the editor has come a plain text area of the same name stands in its place.
    this.editor = page
      .getByRole("textbox", { name: "Source of the field" })
      .and(page.locator("[contenteditable]"));
    this.plot = page.getByRole("application", { name: /Arrow keys move the view/ });
  }

  /**
   * Opens the page, with a new document unless it is to be the one that was left, and waits until its editor and its
   * first picture are there.
   */
  static async open(page: Page, begins: "new" | "as left" = "new"): Promise<NotebookPage> {
    const notebook = new NotebookPage(page);
    await page.goto(begins === "new" ? "./?new" : "./");
    await expect.poll(() => notebook.editor.isVisible(), often).toBe(true);
    await notebook.settled();
    return notebook;
  }

  /** Waits until the picture, the readout and the error figures are those of the present settings. */
  async settled(): Promise<void> {
    await expect
      .poll(
        () =>
          this.page.evaluate(() => {
            const state = window.deldot?.state();
            if (!state?.frame || state.drawing) return "drawing";
            const computing = [state.readout, state.statistics].some(({ status }) => status === "running");
            return computing ? "computing" : "settled";
          }),
        often,
      )
      .toBe("settled");
  }

  /** Replaces the source as by pasting, and waits for what comes of it. */
  async paste(source: string): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(source);
    await expect.poll(() => this.source(), often).toBe(source);
    await this.settled();
  }

  /** Opens a document as from a file, and waits for its picture. */
  async opens(document: Document): Promise<void> {
    const text = serialiseDocument(document);
    const file = { name: "field.json", mimeType: "application/json", buffer: Buffer.from(text) };
    await this.page.locator("input[type=file]").setInputFiles(file);
    await expect.poll(async () => serialiseDocument(await this.document()), often).toBe(text);
    await this.settled();
  }

  /** Begins a new document on the page that is open: for the next part of a test, opening a page being what costs most. */
  async renew(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.opens(documentOf(firstExample));
  }

  /** Loses the graphics context, and waits for the picture that the next one draws. */
  async loseContext(): Promise<void> {
    await this.page.evaluate(async () => {
      const before = window.deldot?.state().frame;
      await window.deldot?.loseContext();
      // Asked for after the picture, and answered after it.
      await window.deldot?.values();
      if (window.deldot?.state().frame === before) throw new Error("There is no new picture.");
    });
    await this.settled();
  }

  async source(): Promise<string> {
    return this.page.evaluate(() => window.deldot?.state().program.source ?? "");
  }

  /** Takes one of the choices side by side. */
  async choose(...labels: readonly string[]): Promise<void> {
    for (const label of labels) await this.page.getByRole("radio", { name: label, exact: true }).check();
  }

  /** Types into a field and leaves it. */
  async fill(label: string, text: string): Promise<void> {
    const field = this.page.getByRole("textbox", { name: label, exact: true });
    await field.fill(text);
    await field.press("Enter");
  }

  async snapshot(): Promise<Snapshot> {
    return this.page.evaluate(() => {
      const state = window.deldot?.state();
      if (!state?.frame) throw new Error("There is no picture yet.");
      const { document, plot, stale, frame } = state;
      return {
        document,
        plot,
        stale,
        limit: frame.legend.high,
        legend: frame.legend,
        backend: frame.backend,
      };
    });
  }

  /** The whole document. */
  async document(): Promise<Document> {
    return this.page.evaluate(() => window.deldot?.notebook().document as Document);
  }

  async plane(): Promise<PlaneCell> {
    const { document } = await this.snapshot();
    return document.cells.find((cell) => cell.kind === "plane") as PlaneCell;
  }

  async values(): Promise<ReadBack> {
    const read = await this.page.evaluate(() => window.deldot?.values());
    if (!read) throw new Error("The page does not show its values.");
    return read;
  }

  /** The picture itself, without what the page lays over it, as a PNG: one of two canvases shows it. */
  async picture(): Promise<Buffer> {
    const address = await this.plot
      .locator("canvas:not([hidden])")
      .first()
      .evaluate(async (canvas: HTMLCanvasElement) => {
        // Pixels have a surface of their own, which comes onto its canvas with the page's frames.
        for (let frame = 0; frame < 4; frame += 1)
          await new Promise((resolve) => requestAnimationFrame(resolve));
        // Of either canvas the same file for the same pixels.
        const copy = document.createElement("canvas");
        copy.width = canvas.width;
        copy.height = canvas.height;
        copy.getContext("2d")?.drawImage(canvas, 0, 0);
        return copy.toDataURL("image/png");
      });
    return Buffer.from(address.slice(address.indexOf(",") + 1), "base64");
  }

  /** Switches layers on or off, and waits for the picture. */
  async layers(...switches: readonly (readonly [name: string, on: boolean])[]): Promise<void> {
    for (const [name, on] of switches)
      await this.page.getByRole("checkbox", { name, exact: true }).setChecked(on);
    await this.settled();
  }

  /** Lets what moves go on by so many seconds, in equal steps; `again`: from the beginning. */
  async move(seconds: number, steps = 1, again = false): Promise<void> {
    await this.page.evaluate(
      async ([seconds, steps, again]) => {
        if (again) await window.deldot?.move(0, true);
        for (let step = 0; step < steps; step += 1) await window.deldot?.move(seconds / steps);
      },
      [seconds, steps, again] as const,
    );
  }

  /** A figure of the readout with all its digits, as JavaScript writes the number. */
  async figure(name: FigureName): Promise<string> {
    return (await this.readout(name).getAttribute("value")) ?? "";
  }

  /** A figure of the readout as it is shown. */
  readout(name: FigureName): Locator {
    return this.page.getByRole("group", { name: "Readout" }).locator(`[data-figure="${name}"]`);
  }

  /** The place of the plot on the page, in CSS pixels. */
  async box(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.plot.boundingBox();
    if (!box) throw new Error("The plot is not on the page.");
    return box;
  }
}
