import type { Regl } from "regl";
import { floatTarget } from "../float-target.ts";
import { CpuPlotter } from "./cpu-plotter.ts";
import type { DotPlotter, Swarm } from "./dots.ts";
import { GpuPlotter } from "./gpu-plotter.ts";
import { Marks } from "./marks.ts";

/** Particles by which the two ways are compared. */
const columns = 256;
const rows = 128;
const side = 256;
const rounds = 3;

/** The faster of the two ways to draw dots on this machine, by trying both. They leave the same marks. */
export function choosePlotter(regl: Regl): DotPlotter {
  const particles = floatTarget(regl, columns, rows, 4);
  regl.clear({ framebuffer: particles, color: [0, 0, 0, 0] });
  const swarm: Swarm = { particles, columns, rows, count: columns * rows };
  const marks = new Marks(regl, "stamps", side, side);
  const timed = [new GpuPlotter(regl), new CpuPlotter(regl)].map((plotter) => ({
    plotter,
    time: timeOf(regl, plotter, swarm, marks),
  }));
  particles.destroy();
  marks.destroy();
  const [first, second] = timed as [(typeof timed)[0], (typeof timed)[0]];
  return (first.time <= second.time ? first : second).plotter;
}

/** The shortest of a few goes, in milliseconds; reading a pixel waits until the dots are there. */
function timeOf(regl: Regl, plotter: DotPlotter, swarm: Swarm, marks: Marks): number {
  const size = [side, side] as const;
  const style = { view: [side / 2, side / 2, 1], size, corner: [0, 0], dot: 1, dots: 1 } as const;
  const go = () => {
    const started = performance.now();
    plotter.stamp(swarm, style, marks, 0);
    const pixel = { framebuffer: marks.target, x: 0, y: 0, width: 1, height: 1, data: new Float32Array(4) };
    regl.read(pixel);
    return performance.now() - started;
  };
  go();
  return Math.min(...Array.from({ length: rounds }, go));
}
