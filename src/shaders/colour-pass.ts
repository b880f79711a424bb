import type { DrawCommand, Framebuffer2D, Regl, Texture2D } from "regl";
import fragment from "./colour.frag.glsl?raw";
import { fullScreenPass, type Target } from "./full-screen.ts";
import { hatchColours, paletteColour, type Rgb, type Theme } from "./palette.ts";
import type { Tile } from "./tiles.ts";

interface Props extends Target {
  readonly values: Framebuffer2D;
  readonly palette: Texture2D;
  readonly limit: number;
  readonly pixelRatio: number;
  readonly tile: Tile;
  readonly theme: Theme;
}

/** Paints the values of a tile on the canvas. */
export class ColourPass {
  private readonly command: DrawCommand;
  private readonly palettes: Readonly<Record<Theme, Texture2D>>;

  constructor(regl: Regl) {
    this.palettes = { light: paletteTexture(regl, "light"), dark: paletteTexture(regl, "dark") };
    this.command = fullScreenPass<Props>(regl, fragment, {
      u_values: (_context, props) => props.values,
      u_palette: (_context, props) => props.palette,
      u_scale: (_context, props) => 1 / props.limit,
      u_rows: (_context, props) => props.height,
      u_pixelRatio: (_context, props) => props.pixelRatio,
      u_tile: (_context, props) => [props.tile.x, props.tile.y],
      u_hatchLow: (_context, props) => unit(hatchColours[props.theme][0]),
      u_hatchHigh: (_context, props) => unit(hatchColours[props.theme][1]),
    });
  }

  /** `limit` > 0 is the value at the palette's ends. */
  draw(values: Framebuffer2D, tile: Tile, limit: number, theme: Theme, pixelRatio: number): void {
    this.command({
      framebuffer: null,
      width: tile.width,
      height: tile.height,
      values,
      palette: this.palettes[theme],
      limit,
      pixelRatio,
      tile,
      theme,
    } satisfies Props);
  }
}

/** Entries on either side of zero: neighbouring ones differ by less than one step of a channel. */
const half = 512;

function paletteTexture(regl: Regl, theme: Theme): Texture2D {
  const width = 2 * half + 1;
  const data = new Uint8Array(4 * width);
  for (let k = 0; k < width; k += 1) {
    data.set([...paletteColour(theme, k / half - 1).map(Math.round), 255], 4 * k);
  }
  return regl.texture({ width, height: 1, data });
}

function unit(colour: Rgb): number[] {
  return colour.map((channel) => channel / 255);
}
