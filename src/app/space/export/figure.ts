import { figurePng } from "../../../shaders/figure/figure-png.ts";
import { figureLayout } from "../../../shaders/figure/layout.ts";
import { pinMarks } from "../../../shaders/figure/pins.ts";
import type { Legend } from "../../../shaders/legend.ts";
import { legendOf } from "../../../shaders/make-legend.ts";
import type { Theme } from "../../../shaders/palette.ts";
import { afterPart, firstPlace, type Part, PartPace } from "../../../shaders/part-pace.ts";
import type { Watch } from "../../../shaders/plane-client.ts";
import type { Plate } from "../../../shaders/renderer.ts";
import { axesInSpace } from "../../../shaders/space/axes.ts";
import { lensOf, partOf } from "../../../shaders/space/lens.ts";
import { pixelOperations } from "../../../shaders/space/operations.ts";
import { pinPlacesIn } from "../../../shaders/space/pin-places.ts";
import type { SpaceScene } from "../../../shaders/space/scene.ts";
import { boxNames, sectionFor } from "../../../shaders/space/section.ts";
import { silhouetteOf } from "../../../shaders/space/silhouette.ts";
import { mostTileSide } from "../../../shaders/tile.ts";
import { tilesOf } from "../../../shaders/tiling.ts";
import { mapSize } from "../../export/figure.ts";
import { withDocument } from "../../export/files.ts";
import { planeStateOf } from "../../plane/state.ts";
import type { ViewState } from "../../store/view.ts";
import { pinsOf } from "../pins.ts";
import type { SpaceSession } from "../space-session.ts";
import { keyMarks } from "./keys.ts";

/** What someone wants of a picture of space. */
export interface SpaceFigure {
  /** Pixels of the picture, without what stands around it. */
  readonly width: number;
  readonly height: number;
  /** Empty for none. */
  readonly title: string;
  readonly axes: boolean;
  readonly bar: boolean;
  readonly source: boolean;
  readonly pins: boolean;
  /** null: as the page is. */
  readonly theme: Theme | null;
}

/**
 * Draws a part of a scene of a session beside its own; null while that cannot be. Later where it is to be asked for again: it
 * is being drawn, or what is needed for it, or something else is. What is there is to be taken at once.
 */
export type DrawStill = (
  session: SpaceSession,
  scene: SpaceScene,
  part: Part,
) =>
  | {
      readonly canvas: HTMLCanvasElement;
      readonly left: number;
      readonly top: number;
      /** Milliseconds. */
      readonly took: number;
    }
  | "later"
  | null;

/** Pixels a side of what is drawn on the stage. */
const side = 1024;

/**
 * The picture of a session as a PNG, drawn in parts. `preview`: pixels per CSS pixel, instead of those asked for. Rejects
 * with a sentence, or with the signal's reason.
 */
export async function spaceFigure(
  session: SpaceSession,
  draw: DrawStill,
  settings: SpaceFigure,
  { signal, onProgress }: Watch,
  preview?: number,
): Promise<Blob> {
  const shown = session.view.store.getState();
  const { cell, scene } = session.store.getState();
  if (!scene || !shown.picture) throw new Error("There is no picture to export yet.");
  const { width, height, scale } = mapSize(settings.width, settings.height, shown.plot);
  const ratio = preview ?? scale;
  const theme = settings.theme ?? scene.theme;
  const legend = legendIn(scene, theme, shown);
  const pixels = {
    width: Math.max(1, Math.round(width * ratio)),
    height: Math.max(1, Math.round(height * ratio)),
  };
  const lens = lensOf(cell.camera, cell.box, pixels.width / ratio, pixels.height / ratio);
  const whole: SpaceScene = { ...scene, lens, legend, theme, ratio };
  const pace = new PartPace();
  pace.anew(pixelOperations(scene));
  const plate: Plate = {
    ...pixels,
    legend,
    side: mostTileSide,
    async draw(wanted, context, at, pause) {
      const all = wanted.width * wanted.height;
      let done = 0;
      for (const { x, y, width, height } of tilesOf(wanted, side)) {
        const tile = { ...whole, lens: partOf(lens, x / ratio, y / ratio, width / ratio, height / ratio) };
        const outline = silhouetteOf(tile.lens, width, height);
        for (let place = firstPlace; place.top < height; ) {
          const part = pace.partFrom(place, outline);
          let drawn = draw(session, tile, part);
          for (; drawn === "later"; drawn = draw(session, tile, part)) await pause(done / all);
          if (!drawn) throw new Error("The picture cannot be drawn just now: try again.");
          pace.took(drawn.took, part.pixels);
          const { left, top, columns, rows } = part;
          const to = [x - wanted.x + at.x + left, y - wanted.y + at.y + top, columns, rows] as const;
          context.drawImage(drawn.canvas, drawn.left, drawn.top, columns, rows, ...to);
          place = afterPart(part, width);
          done += columns * rows;
          await pause(done / all);
        }
      }
    },
  };

  const { field, program } = shown.picture;
  const section = sectionFor(cell.section, field.coordinateNames.length);
  const figure = figureLayout({
    // Only axes of the plane read these.
    view: { centreX: 0, centreY: 0, unitsPerPixel: 1 },
    names: ["", ""],
    axes: false,
    width: pixels.width / ratio,
    height: pixels.height / ratio,
    title: settings.title,
    legend: settings.bar ? legend : null,
    source: settings.source ? program.source : "",
    overlay: [
      ...(settings.axes ? axesInSpace(lens, boxNames(section, field.coordinateNames)).flat() : []),
      ...(settings.bar ? keyMarks(scene, cell.surfaces, theme) : []),
      ...(settings.pins ? pinMarks(pinPlacesIn(lens, pinsOf(cell))) : []),
    ],
  });
  const png = await figurePng(
    { figure, plate, theme, scale: ratio, transparent: false },
    async (progress) => {
      onProgress(progress);
      // The page has its turn.
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    },
  );
  return preview === undefined ? withDocument(png, settings.title, shown) : png;
}

/** What the colours mean on light or on dark paper. */
function legendIn({ legend, palette }: SpaceScene, theme: Theme, shown: ViewState): Legend {
  const state = planeStateOf(shown, 1);
  if (!state) return legend;
  const colouring = { ...state.colouring, palette };
  return { ...legend, stops: legendOf({ ...state, colouring, theme }, legend.axes, legend).stops };
}
