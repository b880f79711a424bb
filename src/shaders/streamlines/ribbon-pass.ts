import type { Buffer, DrawCommand, Framebuffer2D, Regl, Texture2D } from "regl";
import { colourParts } from "../colour-parts.ts";
import { include } from "../include.ts";
import type { Theme } from "../palette.ts";
import type { Stretch } from "../scale.ts";
import type { Tile } from "../tile.ts";
import arrowFragment from "./arrow.frag.glsl?raw";
import arrowVertex from "./arrow.vert.glsl?raw";
import { type Colour, haloWidth, lineColours, lineWidth, mapLineWidth, rimColours } from "./line-style.ts";
import ribbonFragment from "./ribbon.frag.glsl?raw";
import ribbonVertex from "./ribbon.vert.glsl?raw";
import { arrowVertices, type RibbonGeometry, stripStride } from "./ribbons.ts";

/** Half the side of the square that an arrowhead and its halo fit in, CSS pixels. */
const arrowReach = 8;

/** What lines in the colours of the map take them from. */
export interface MapInk {
  readonly values: Framebuffer2D;
  readonly table: Texture2D;
  readonly stretch: Stretch;
  /** Of the symlog scale; 0 for the linear one. */
  readonly threshold: number;
}

interface Props {
  readonly framebuffer: Framebuffer2D | null;
  readonly vertices: Buffer;
  readonly count: number;
  readonly tile: Tile;
  readonly pixelRatio: number;
  readonly ink: Colour;
  readonly halo: Colour;
  readonly width: number;
  readonly map: MapInk | null;
}

/** Line geometry on the GPU. */
export class RibbonBuffers {
  readonly strip: Buffer;
  readonly arrows: Buffer;
  readonly stripCount: number;
  readonly arrowCount: number;

  constructor(regl: Regl, { strip, stripCount, arrows }: RibbonGeometry) {
    this.strip = regl.buffer(strip);
    this.arrows = regl.buffer(arrowVertices(arrows, arrowReach));
    this.stripCount = stripCount;
    this.arrowCount = 6 * arrows.length;
  }

  destroy(): void {
    this.strip.destroy();
    this.arrows.destroy();
  }
}

/**
 * Draws streamlines over what is on the canvas. All lines are one strip: a strip per line, or an instance per piece,
 * costs software renderers several times as much.
 */
export class RibbonPass {
  private readonly regl: Regl;
  private readonly plain: Commands;
  private coloured: Commands | null = null;

  constructor(regl: Regl) {
    this.regl = regl;
    this.plain = commands(regl, "vec4 inkAt() { return u_ink; }", {});
  }

  /** On the canvas, or on a target that stands for it; in the colours of the map where it is given. */
  draw(
    lines: RibbonBuffers,
    tile: Tile,
    theme: Theme,
    pixelRatio: number,
    framebuffer: Framebuffer2D | null = null,
    map: MapInk | null = null,
  ): void {
    if (lines.stripCount === 0) return;
    const { ink, halo } = lineColours[theme];
    const style = map ? { halo: rimColours[theme], width: mapLineWidth } : { halo, width: lineWidth };
    const common = { framebuffer, tile, pixelRatio, ink, map, ...style };
    if (map) this.coloured ??= commands(this.regl, colourParts.mapInk, mapUniforms);
    const { ribbons, arrows } = (map && this.coloured) ?? this.plain;
    ribbons({ ...common, vertices: lines.strip, count: lines.stripCount } satisfies Props);
    arrows({ ...common, vertices: lines.arrows, count: lines.arrowCount } satisfies Props);
  }
}

interface Commands {
  readonly ribbons: DrawCommand;
  readonly arrows: DrawCommand;
}

function commands(regl: Regl, ink: string, uniforms: object): Commands {
  return { ribbons: regl(ribbonCommand(ink, uniforms)), arrows: regl(arrowCommand(ink, uniforms)) };
}

/** Those of `map-ink.glsl`. */
const mapUniforms = {
  u_values: (_context: unknown, { map }: Props) => map?.values,
  u_palette: (_context: unknown, { map }: Props) => map?.table,
  u_stretch: (_context: unknown, { map }: Props) => [map?.stretch.factor, map?.stretch.offset],
  u_ends: (_context: unknown, { map }: Props) => [map?.stretch.low, map?.stretch.high],
  u_threshold: (_context: unknown, { map }: Props) => map?.threshold,
  u_rows: (_context: unknown, { tile }: Props) => tile.height,
};

const shared = {
  depth: { enable: false },
  framebuffer: (_context: unknown, props: Props) => props.framebuffer,
  count: (_context: unknown, props: Props) => props.count,
  viewport: (_context: unknown, { tile }: Props) => ({ x: 0, y: 0, width: tile.width, height: tile.height }),
  blend: {
    enable: true,
    func: { srcRGB: "src alpha", dstRGB: "one minus src alpha", srcAlpha: 0, dstAlpha: 1 },
  },
} as const;

const sharedUniforms = {
  u_size: (_context: unknown, { tile }: Props) => [tile.width, tile.height],
  u_tile: (_context: unknown, { tile }: Props) => [tile.x, tile.y],
  u_pixelRatio: (_context: unknown, props: Props) => props.pixelRatio,
  u_ink: (_context: unknown, props: Props) => props.ink,
  u_halo: (_context: unknown, props: Props) => props.halo,
};

/** Two floats of every vertex, `offset` and `stride` counted in floats. */
function pairs(offset: number, stride: number) {
  return (_context: unknown, { vertices }: Props) => ({
    buffer: vertices,
    offset: 4 * offset,
    stride: 4 * stride,
    size: 2,
  });
}

function ribbonCommand(ink: string, uniforms: object): Parameters<Regl>[0] {
  return {
    ...shared,
    primitive: "triangle strip",
    vert: ribbonVertex,
    frag: include(ribbonFragment, "ink", ink),
    attributes: {
      point: pairs(0, stripStride),
      normal: pairs(2, stripStride),
      sideAndShare: pairs(4, stripStride),
    },
    uniforms: {
      ...sharedUniforms,
      ...uniforms,
      u_halfWidth: (_context: unknown, props: Props) => (props.width * props.pixelRatio) / 2,
      u_haloWidth: (_context: unknown, props: Props) => haloWidth * props.pixelRatio,
    },
  } as unknown as Parameters<Regl>[0];
}

function arrowCommand(ink: string, uniforms: object): Parameters<Regl>[0] {
  return {
    ...shared,
    primitive: "triangles",
    vert: arrowVertex,
    frag: include(arrowFragment, "ink", ink),
    attributes: { point: pairs(0, 4), place: pairs(2, 4) },
    uniforms: { ...sharedUniforms, ...uniforms, u_haloWidth: () => haloWidth },
  } as unknown as Parameters<Regl>[0];
}
