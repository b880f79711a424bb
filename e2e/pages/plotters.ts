import { between, type Random, seededRandom } from "../../src/engine/testing/random.ts";
import { targetOf } from "../../src/shaders/float-target.ts";
import { CpuPlotter } from "../../src/shaders/particles/cpu-plotter.ts";
import type { DotStyle, Swarm } from "../../src/shaders/particles/dots.ts";
import { GpuPlotter } from "../../src/shaders/particles/gpu-plotter.ts";
import { Marks } from "../../src/shaders/particles/marks.ts";
import { createContext, createRegl } from "../../src/shaders/webgl2-regl.ts";

/** What both plotters left on a picture. */
export interface Compared {
  readonly texels: number;
  /** Texels with a mark, the largest of them, and those that are not the same, bit for bit. */
  readonly marked: number;
  readonly largest: number;
  readonly different: number;
}

/** Marks in a swarm's own picture, which is no power of two and not a square. */
const width = 173;
const height = 131;
const never = -1e9;

const gl = createContext(new OffscreenCanvas(1, 1));
if (!gl) throw new Error("no WebGL2 with float targets");
const { regl } = createRegl(gl);
const plotters = [new GpuPlotter(regl), new CpuPlotter(regl)] as const;

/** Particles in and around the picture, some far out, and a share of them crowded into its middle. */
function swarmOf(random: Random, count: number, crowded: number): Swarm {
  const columns = 64;
  const rows = Math.ceil(count / columns);
  const places = Float32Array.from({ length: columns * rows }, () => 0);
  const data = new Float32Array(4 * places.length);
  for (let k = 0; k < places.length; k += 1) {
    const reach = random() < 0.05 ? 40 : 1.3;
    const [x, y] =
      random() < crowded
        ? [between(random, -0.01, 0.01), between(random, -0.01, 0.01)]
        : [between(random, -reach, reach), between(random, -reach, reach)];
    data.set([x, y, x + between(random, -0.1, 0.1), y + between(random, -0.1, 0.1)], 4 * k);
  }
  const texture = regl.texture({ width: columns, height: rows, format: "rgba", type: "float", data });
  return { particles: targetOf(regl, texture), columns, rows, count };
}

function styleOf(dot: number, dots: number, random: Random): DotStyle {
  const view = [width / 2 + between(random, -3, 3), height / 2 + between(random, -3, 3), 60] as const;
  return { view, dot, dots };
}

/** Three steps of a swarm, one over the other, as trails are made. */
function stamps(seed: number, dot: number, dots: number): Compared {
  const random = seededRandom(seed);
  const pictures = plotters.map(() => new Marks(regl, "stamps", width, height));
  for (const time of [0.5, 0.53, 0.6]) {
    const swarm = swarmOf(random, 700, 0);
    const style = styleOf(dot, dots, random);
    plotters.forEach((plotter, k) => {
      plotter.stamp(swarm, style, pictures[k] as Marks, time);
    });
    swarm.particles.destroy();
  }
  return compared(pictures, Float32Array, (mark) => mark !== never);
}

/** A swarm counted over one that was counted before. */
function counts(seed: number, dot: number, crowded: number): Compared {
  const random = seededRandom(seed);
  const pictures = plotters.map(() => new Marks(regl, "counts", width, height));
  for (let turn = 0; turn < 2; turn += 1) {
    const swarm = swarmOf(random, 3000, crowded);
    const style = styleOf(dot, 1, random);
    plotters.forEach((plotter, k) => {
      plotter.count(swarm, style, pictures[k] as Marks);
    });
    swarm.particles.destroy();
  }
  return compared(pictures, Uint8Array, (mark) => mark !== 0);
}

function compared(
  pictures: readonly Marks[],
  Kind: Float32ArrayConstructor | Uint8ArrayConstructor,
  isMark: (mark: number) => boolean,
): Compared {
  const [ours, theirs] = pictures.map((marks) => {
    const data = new Kind(4 * width * height);
    regl.read({ framebuffer: marks.target, x: 0, y: 0, width, height, data });
    marks.destroy();
    return Array.from({ length: width * height }, (_, k) => data[4 * k] as number);
  }) as [number[], number[]];
  const marks = ours.filter(isMark);
  return {
    texels: ours.length,
    marked: marks.length,
    largest: marks.reduce((most, mark) => Math.max(most, mark), 0),
    different: ours.filter((mark, k) => mark !== theirs[k]).length,
  };
}

Object.assign(globalThis, { plotting: { stamps, counts } });
