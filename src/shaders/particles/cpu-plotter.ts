import type { Regl } from "regl";
import type { DotPlotter, DotStyle, Swarm } from "./dots.ts";
import type { Marks } from "./marks.ts";

/** Rows of particles that are read at once: a million in one piece take fresh memory every time, which is slow to come by. */
const band = 64;

/** The particles, read back and marked one by one: in float32 as plot.vert.glsl does it, to the same pixels. */
export class CpuPlotter implements DotPlotter {
  readonly here = true;
  private readonly regl: Regl;
  private particles = new Float32Array();

  constructor(regl: Regl) {
    this.regl = regl;
  }

  stamp(swarm: Swarm, style: DotStyle, marks: Marks, tick: number): void {
    const { data } = marks;
    this.forEachPixel(swarm, style, marks, (pixel) => {
      data[pixel] = tick;
    });
    marks.changed();
  }

  count(swarm: Swarm, style: DotStyle, marks: Marks): void {
    const { data } = marks;
    data.fill(0);
    this.forEachPixel(swarm, { ...style, dots: 1 }, marks, (pixel) => {
      const count = data[4 * pixel] as number;
      if (count < 255) data[4 * pixel] = count + 1;
    });
    marks.changed();
  }

  /** Calls `mark` with the index of every pixel of every dot; dots are whole or not there, but in tiles of a picture. */
  private forEachPixel(
    swarm: Swarm,
    { view, size, corner, dot, dots }: DotStyle,
    { width, height }: Marks,
    mark: (pixel: number) => void,
  ): void {
    const { fround } = Math;
    const [left, top, scale] = view.map(fround) as [number, number, number];
    const half = 0.5 * (dot - 1);
    const [right, bottom] = [size[0] - dot, size[1] - dot];
    const [tileX, tileY] = corner;
    const markDots = (particles: Float32Array, numbers: number, at: number) => {
      const gone = fround(at / dots);
      const rest = fround(1 - gone);
      const last = at === dots;
      for (let k = 0; k < numbers; k += 4) {
        let x = particles[k] as number;
        let y = particles[k + 1] as number;
        if (!last) {
          x = fround(fround((particles[k + 2] as number) * rest) + fround(x * gone));
          y = fround(fround((particles[k + 3] as number) * rest) + fround(y * gone));
        }
        const column = Math.floor(fround(fround(fround(x * scale) + left) - half));
        const row = Math.floor(fround(fround(top - fround(y * scale)) - half));
        if (!(column >= 0 && row >= 0 && column <= right && row <= bottom)) continue;
        const u = column - tileX;
        const v = row - tileY;
        if (dot === 1 && u >= 0 && v >= 0 && u < width && v < height) mark(v * width + u);
        else
          for (let down = Math.max(0, v); down < Math.min(height, v + dot); down += 1)
            for (let across = Math.max(0, u); across < Math.min(width, u + dot); across += 1)
              mark(down * width + across);
      }
    };
    const { columns, rows, count } = swarm;
    for (let row = 0; row < rows; row += band) {
      const particles = this.read(swarm, row, Math.min(band, rows - row));
      const numbers = Math.min(particles.length, 4 * (count - row * columns));
      for (let at = 1; at <= dots; at += 1) markDots(particles, numbers, at);
    }
  }

  /** Four numbers a particle: its place, and where it came from. */
  private read({ particles: framebuffer, columns: width }: Swarm, y: number, height: number): Float32Array {
    const size = 4 * width * height;
    if (this.particles.length < size) this.particles = new Float32Array(size);
    const data = this.particles.subarray(0, size);
    this.regl.read({ framebuffer, x: 0, y, width, height, data });
    return data;
  }
}
