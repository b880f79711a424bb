import type { DrawCommand, Framebuffer2D, Regl, Texture2D } from "regl";
import fragment from "./colour.frag.glsl?raw";
import { colourParts } from "./colour-parts.ts";
import { fullScreenPass, type Target } from "./full-screen.ts";
import { include } from "./include.ts";
import type { Legend } from "./legend.ts";
import { hatchColours, isDiverging, paletteColour, type Rgb, type Theme } from "./palette.ts";
import type { PaletteName } from "./palette-names.ts";
import { type Stretch, stretchOf } from "./scale.ts";
import type { MapInk } from "./streamlines/ribbon-pass.ts";
import type { Tile } from "./tile.ts";

/** How values become colours. */
export interface Colours {
  readonly legend: Pick<Legend, "low" | "high" | "threshold" | "spacing">;
  readonly palette: PaletteName;
  readonly theme: Theme;
  readonly contours: boolean;
  /** Whether values near poles are hatched: not where each pixel has noise of its own. */
  readonly poles: boolean;
}

interface Props extends Target {
  readonly values: Framebuffer2D;
  readonly table: Texture2D;
  readonly stretch: Stretch;
  readonly colours: Colours;
  readonly pixelRatio: number;
  readonly tile: Tile;
}

/** Paints the values of a tile on the canvas. */
export class ColourPass {
  private readonly regl: Regl;
  /** By what they are compiled with: pictures without contours and logarithms do not pay for them. */
  private readonly commands = new Map<string, DrawCommand>();
  private readonly tables = new Map<string, Texture2D>();

  constructor(regl: Regl) {
    this.regl = regl;
  }

  /** On the canvas, or on a target that stands for it. */
  draw(
    values: Framebuffer2D,
    tile: Tile,
    colours: Colours,
    pixelRatio: number,
    framebuffer: Framebuffer2D | null = null,
  ): void {
    const { legend, palette, theme, contours, poles } = colours;
    const stretch = stretchOf(isDiverging(palette), legend, legend.threshold);
    const options = `#define SYMLOG ${Number(legend.threshold > 0)}\n#define CONTOURS ${Number(contours)}\n#define POLES ${Number(poles)}`;
    this.commandOf(
      options,
      contours,
    )({
      framebuffer,
      width: tile.width,
      height: tile.height,
      values,
      table: this.tableOf(palette, theme),
      stretch,
      colours,
      pixelRatio,
      tile,
    } satisfies Props);
  }

  /** What lines take the colours of these values from. */
  inkOf(values: Framebuffer2D, { legend, palette, theme }: Colours): MapInk {
    const { threshold } = legend;
    const stretch = stretchOf(isDiverging(palette), legend, threshold);
    return { values, table: this.tableOf(palette, theme), stretch, threshold };
  }

  private commandOf(options: string, contours: boolean): DrawCommand {
    const command =
      this.commands.get(options) ??
      fullScreenPass<Props>(this.regl, shader(options, contours), {
        u_values: (_context, props) => props.values,
        u_palette: (_context, props) => props.table,
        u_stretch: (_context, { stretch }) => [stretch.factor, stretch.offset],
        u_ends: (_context, { stretch }) => [stretch.low, stretch.high],
        u_threshold: (_context, { colours }) => colours.legend.threshold,
        u_spacing: (_context, { colours }) => colours.legend.spacing,
        u_tileSize: (_context, { tile }) => [tile.width, tile.height],
        u_pixelRatio: (_context, props) => props.pixelRatio,
        u_tile: (_context, { tile }) => [tile.x, tile.y],
        u_hatchLow: (_context, { colours }) => unit(hatchColours[colours.theme][0]),
        u_hatchHigh: (_context, { colours }) => unit(hatchColours[colours.theme][1]),
      });
    this.commands.set(options, command);
    return command;
  }

  private tableOf(palette: PaletteName, theme: Theme): Texture2D {
    const key = `${palette} ${theme}`;
    const table = this.tables.get(key) ?? paletteTexture(this.regl, palette, theme);
    this.tables.set(key, table);
    return table;
  }
}

function shader(options: string, contours: boolean): string {
  return include(include(fragment, "options", options), "contours", contours ? colourParts.contours : "");
}

/** Entries of a palette less one, even: neighbouring ones differ by less than one step of a channel. */
const entries = 1024;

function paletteTexture(regl: Regl, palette: PaletteName, theme: Theme): Texture2D {
  const width = entries + 1;
  const data = new Uint8Array(4 * width);
  for (let k = 0; k < width; k += 1) {
    data.set([...paletteColour(palette, theme, k / entries).map(Math.round), 255], 4 * k);
  }
  return regl.texture({ width, height: 1, data });
}

/** The channels of a colour as shaders have them. */
export function unit(colour: Rgb): [number, number, number] {
  return colour.map((channel) => channel / 255) as [number, number, number];
}
