import type { Buffer, DrawCommand, Framebuffer2D, Regl } from "regl";
import type { Theme } from "../palette.ts";
import type { Tile } from "../tiles.ts";
import arrowFragment from "./arrow.frag.glsl?raw";
import arrowVertex from "./arrow.vert.glsl?raw";
import { type Colour, haloWidth, lineColours, lineWidth } from "./line-style.ts";
import ribbonFragment from "./ribbon.frag.glsl?raw";
import ribbonVertex from "./ribbon.vert.glsl?raw";
import { arrowVertices, type RibbonGeometry, stripStride } from "./ribbons.ts";

/** Half the side of the square that an arrowhead and its halo fit in, CSS pixels. */
const arrowReach = 8;

interface Props {
  readonly framebuffer: Framebuffer2D | null;
  readonly vertices: Buffer;
  readonly count: number;
  readonly tile: Tile;
  readonly pixelRatio: number;
  readonly ink: Colour;
  readonly halo: Colour;
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
  private readonly ribbons: DrawCommand;
  private readonly arrows: DrawCommand;

  constructor(regl: Regl) {
    this.ribbons = regl(ribbonCommand());
    this.arrows = regl(arrowCommand());
  }

  /** On the canvas, or on a target that stands for it. */
  draw(
    lines: RibbonBuffers,
    tile: Tile,
    theme: Theme,
    pixelRatio: number,
    framebuffer: Framebuffer2D | null = null,
  ): void {
    if (lines.stripCount === 0) return;
    const common = { framebuffer, tile, pixelRatio, ...lineColours[theme] };
    this.ribbons({ ...common, vertices: lines.strip, count: lines.stripCount } satisfies Props);
    this.arrows({ ...common, vertices: lines.arrows, count: lines.arrowCount } satisfies Props);
  }
}

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

function ribbonCommand(): Parameters<Regl>[0] {
  return {
    ...shared,
    primitive: "triangle strip",
    vert: ribbonVertex,
    frag: ribbonFragment,
    attributes: {
      point: pairs(0, stripStride),
      normal: pairs(2, stripStride),
      sideAndShare: pairs(4, stripStride),
    },
    uniforms: {
      ...sharedUniforms,
      u_halfWidth: (_context: unknown, props: Props) => (lineWidth * props.pixelRatio) / 2,
      u_haloWidth: (_context: unknown, props: Props) => haloWidth * props.pixelRatio,
    },
  } as unknown as Parameters<Regl>[0];
}

function arrowCommand(): Parameters<Regl>[0] {
  return {
    ...shared,
    primitive: "triangles",
    vert: arrowVertex,
    frag: arrowFragment,
    attributes: { point: pairs(0, 4), place: pairs(2, 4) },
    uniforms: { ...sharedUniforms, u_haloWidth: () => haloWidth },
  } as unknown as Parameters<Regl>[0];
}
