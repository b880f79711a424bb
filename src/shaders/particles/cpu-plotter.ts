import type { DrawCommand, Framebuffer2D, Regl } from "regl";
import { byteTarget } from "../float-target.ts";
import { fullScreenPass, type Target } from "../full-screen.ts";
import type { DotPlotter, DotStyle, Swarm } from "./dots.ts";
import type { Marks } from "./marks.ts";
import fragment from "./pixels.frag.glsl?raw";

interface Props extends Target, DotStyle {
  readonly particles: Framebuffer2D;
  readonly rows: number;
  readonly size: readonly [number, number];
  readonly count: number;
}

/** Where the pixels of a swarm are written, and read to. */
interface Pixels {
  readonly target: Framebuffer2D;
  readonly columns: number;
  readonly rows: number;
  readonly data: Uint8Array;
}

/** The pixels of all particles, read back and marked one by one. */
export class CpuPlotter implements DotPlotter {
  readonly here = true;
  private readonly regl: Regl;
  private readonly command: DrawCommand;
  private pixels: Pixels | null = null;

  constructor(regl: Regl) {
    this.regl = regl;
    this.command = fullScreenPass<Props>(regl, fragment, {
      u_particles: (_context, props) => props.particles,
      u_rows: (_context, props) => props.rows,
      u_dots: (_context, props) => props.dots,
      u_view: (_context, props) => props.view,
      u_size: (_context, props) => props.size,
      u_dot: (_context, props) => props.dot,
      u_columns: (_context, props) => props.width,
      u_count: (_context, props) => props.count,
    });
  }

  stamp(swarm: Swarm, style: DotStyle, marks: Marks, tick: number): void {
    const { data } = marks;
    forEachPixel(this.read(swarm, style, marks), style, marks, (pixel) => {
      data[pixel] = tick;
    });
    marks.changed();
  }

  count(swarm: Swarm, style: DotStyle, marks: Marks): void {
    const { data } = marks;
    data.fill(0);
    forEachPixel(this.read(swarm, { ...style, dots: 1 }, marks), style, marks, (pixel) => {
      const count = data[4 * pixel] as number;
      if (count < 255) data[4 * pixel] = count + 1;
    });
    marks.changed();
  }

  /** For each particle the index of the pixel that its dot begins at, plus one; 0 for those outside. */
  private read(swarm: Swarm, style: DotStyle, marks: Marks): Uint32Array {
    const { columns: width, rows, particles, count } = swarm;
    const height = rows * style.dots;
    if (this.pixels?.columns !== width || this.pixels.rows !== height) {
      this.pixels?.target.destroy();
      const target = byteTarget(this.regl, width, height);
      this.pixels = { target, columns: width, rows: height, data: new Uint8Array(4 * width * height) };
    }
    const { target: framebuffer, data } = this.pixels;
    const size = [marks.width, marks.height] as const;
    this.command({ ...style, framebuffer, width, height, particles, rows, size, count } satisfies Props);
    this.regl.read({ framebuffer, x: 0, y: 0, width, height, data });
    return new Uint32Array(data.buffer);
  }
}

/** Calls `mark` with every pixel of every dot. */
function forEachPixel(
  pixels: Uint32Array,
  { dot }: DotStyle,
  { width }: Marks,
  mark: (pixel: number) => void,
): void {
  for (const pixel of pixels) {
    const first = pixel - 1;
    if (first < 0) continue;
    for (let row = 0; row < dot; row += 1) {
      for (let column = 0; column < dot; column += 1) mark(first + row * width + column);
    }
  }
}
