import type { Buffer, DrawCommand, Framebuffer2D, Regl } from "regl";
import type { Theme } from "../palette.ts";
import { type Colour, lineColours } from "../streamlines/line-style.ts";
import type { Tile } from "../tile.ts";
import { type Glyph, glyphHaloWidth } from "./arrow-grid.ts";
import fragment from "./glyph.frag.glsl?raw";
import vertex from "./glyph.vert.glsl?raw";

/** Floats of a vertex: the corner, its place along and across the arrow, and the arrow's length. */
const stride = 5;
/** Half the width of an arrow with its halo, and what the halo needs at its ends, CSS pixels. */
const reach = 6;
const beyond = 3;

interface Props {
  readonly framebuffer: Framebuffer2D | null;
  readonly vertices: Buffer;
  readonly count: number;
  readonly tile: Tile;
  readonly pixelRatio: number;
  readonly ink: Colour;
  readonly halo: Colour;
}

/** Arrows on the GPU. */
export class GlyphBuffer {
  readonly vertices: Buffer;
  readonly count: number;

  constructor(regl: Regl, glyphs: readonly Glyph[]) {
    this.vertices = regl.buffer(glyphVertices(glyphs));
    this.count = 6 * glyphs.length;
  }

  destroy(): void {
    this.vertices.destroy();
  }
}

/** Draws arrows over a picture. */
export class GlyphPass {
  private readonly command: DrawCommand;

  constructor(regl: Regl) {
    const part =
      (offset: number, size: number) =>
      (_context: unknown, { vertices }: Props) => ({
        buffer: vertices,
        offset: 4 * offset,
        stride: 4 * stride,
        size,
      });
    this.command = regl({
      vert: vertex,
      frag: fragment,
      primitive: "triangles",
      attributes: { point: part(0, 2), place: part(2, 3) },
      count: (_context: unknown, props: Props) => props.count,
      uniforms: {
        u_size: (_context: unknown, { tile }: Props) => [tile.width, tile.height],
        u_tile: (_context: unknown, { tile }: Props) => [tile.x, tile.y],
        u_pixelRatio: (_context: unknown, props: Props) => props.pixelRatio,
        u_ink: (_context: unknown, props: Props) => props.ink,
        u_halo: (_context: unknown, props: Props) => props.halo,
        u_haloWidth: () => glyphHaloWidth,
      },
      depth: { enable: false },
      framebuffer: (_context: unknown, props: Props) => props.framebuffer,
      viewport: (_context: unknown, { tile }: Props) => ({
        x: 0,
        y: 0,
        width: tile.width,
        height: tile.height,
      }),
      blend: {
        enable: true,
        func: { srcRGB: "src alpha", dstRGB: "one minus src alpha", srcAlpha: 0, dstAlpha: 1 },
      },
    } as unknown as Parameters<Regl>[0]);
  }

  draw(
    { vertices, count }: GlyphBuffer,
    tile: Tile,
    theme: Theme,
    pixelRatio: number,
    framebuffer: Framebuffer2D | null,
  ): void {
    if (count > 0)
      this.command({ framebuffer, vertices, count, tile, pixelRatio, ...lineColours[theme] } satisfies Props);
  }
}

const corners = [-1, -1, -1, 1, 1, -1, 1, -1, -1, 1, 1, 1] as const;

function glyphVertices(glyphs: readonly Glyph[]): Float32Array {
  const vertices = new Float32Array(6 * stride * glyphs.length);
  glyphs.forEach(({ x, y, dx, dy, length }, g) => {
    for (let c = 0; c < 6; c += 1) {
      const along = (corners[2 * c] as number) * (length / 2 + beyond);
      const across = (corners[2 * c + 1] as number) * reach;
      vertices.set(
        [x + along * dx - across * dy, y + along * dy + across * dx, along, across, length],
        stride * (6 * g + c),
      );
    }
  });
  return vertices;
}
