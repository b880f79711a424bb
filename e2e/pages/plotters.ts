import { between, type Random, seededRandom } from "../../src/engine/testing/random.ts";
import { targetOf } from "../../src/shaders/float-target.ts";
import { ComposePass } from "../../src/shaders/layers/compose-pass.ts";
import { composePixels, type Ink } from "../../src/shaders/layers/compose-pixels.ts";
import { crowdCovers, trailCovers } from "../../src/shaders/layers/covers.ts";
import { CpuPlotter } from "../../src/shaders/particles/cpu-plotter.ts";
import type { DotPlotter, DotStyle, Swarm } from "../../src/shaders/particles/dots.ts";
import { GpuPlotter } from "../../src/shaders/particles/gpu-plotter.ts";
import { type MarkKind, Marks } from "../../src/shaders/particles/marks.ts";
import { type Tile, wholeOf } from "../../src/shaders/tile.ts";
import { tilesOf } from "../../src/shaders/tiling.ts";
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

const gl = createContext(new OffscreenCanvas(width, height));
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
  return { view, size: [width, height], corner: [0, 0], dot, dots };
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

/** Texels of a swarm's picture made in tiles that are not those of the picture made at once, for each of the two ways. */
function tiled(
  seed: number,
  dot: number,
): readonly { readonly marked: number; readonly different: number }[] {
  const random = seededRandom(seed);
  const swarm = swarmOf(random, 700, 0);
  const style = styleOf(dot, 2, random);
  const marksOf = (plotter: DotPlotter, { x, y, width, height }: Tile): Float32Array => {
    const marks = new Marks(regl, "stamps", width, height);
    plotter.stamp(swarm, { ...style, corner: [x, y] }, marks, 1);
    const data = new Float32Array(4 * width * height);
    regl.read({ framebuffer: marks.target, x: 0, y: 0, width, height, data });
    marks.destroy();
    return data.filter((_, k) => k % 4 === 0);
  };
  const picture = wholeOf({ width, height });
  const found = plotters.map((plotter) => {
    const whole = marksOf(plotter, picture);
    let different = 0;
    for (const tile of tilesOf(picture, 37)) {
      for (const [k, mark] of marksOf(plotter, tile).entries()) {
        const row = tile.y + Math.floor(k / tile.width);
        if (mark !== whole[row * width + tile.x + (k % tile.width)]) different += 1;
      }
    }
    return { marked: whole.filter((mark) => mark !== never).length, different };
  });
  swarm.particles.destroy();
  return found;
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

/** What the two ways of laying a swarm's marks over a picture come to: bytes that differ, and pixels the marks changed. */
function laid(seed: number, kind: MarkKind): { readonly different: number; readonly covered: number } {
  const random = seededRandom(seed);
  const marks = new Marks(regl, kind, width, height);
  const [, plotter] = plotters;
  const now = 3210;
  for (let age = 1300; age >= 0; age -= 130) {
    const swarm = swarmOf(random, 700, 0.3);
    if (kind === "stamps") plotter.stamp(swarm, styleOf(2, 2, random), marks, now - age);
    else plotter.count(swarm, styleOf(2, 1, random), marks);
    swarm.particles.destroy();
  }
  const below = Uint32Array.from(
    { length: width * height },
    () => Math.floor(random() * 2 ** 24) | 0xff000000,
  );
  const data = new Uint8Array(below.buffer);
  const base = targetOf(regl, regl.texture({ width, height, data, flipY: true }));
  const table = kind === "stamps" ? trailCovers(0.82) : crowdCovers(0.82, 0.7);
  const texture = regl.texture({ width: table.length, height: 1, format: "luminance", data: table });
  const ink: Ink = [Math.floor(256 * random()), Math.floor(256 * random()), Math.floor(256 * random())];
  const particles = { marks, covers: { table, texture }, ink, now };
  new ComposePass(regl).draw(base, width, height, { lic: null, drift: null, particles });
  const drawn = new Uint8Array(4 * width * height);
  regl.read({ x: 0, y: 0, width, height, data: drawn });
  const pixels = new Uint32Array(width * height);
  composePixels(below, marks, now, table, ink, pixels);
  const bytes = new Uint8Array(pixels.buffer);
  // The canvas counts its rows from below.
  const rowOf = (k: number) => height - 1 - Math.floor(k / (4 * width));
  for (const made of [base, texture, marks]) made.destroy();
  return {
    different: bytes.filter((byte, k) => byte !== drawn[4 * width * rowOf(k) + (k % (4 * width))]).length,
    covered: pixels.filter((pixel, k) => pixel !== below[k]).length,
  };
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

Object.assign(globalThis, { plotting: { stamps, tiled, counts, laid } });
