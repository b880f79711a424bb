import type { DrawCommand, Framebuffer2D, Regl, Texture2D } from "regl";
import type { CompiledField } from "../compiled-field.ts";
import { floatTarget } from "../float-target.ts";
import {
  CommandCache,
  fieldUniforms,
  fullScreenPass,
  include,
  type Target,
  type Uniforms,
} from "../full-screen.ts";
import type { PlaneState } from "../protocol.ts";
import gatherFragment from "./gather.frag.glsl?raw";
import fragment from "./integrate.frag.glsl?raw";
import { mostCandidates } from "./place.ts";
import { type Integrator, spacing, type Trajectories } from "./streamline.ts";

/** Points that one pass adds to every trajectory: two in each of four targets. */
const pointsPerPass = 8;
/** Passes between two transfers: a transfer waits for the GPU, and most lines end within the first run of 384 px. */
const passesPerRun = 8;
/** Runs at most: 6100 px each way, a circle that just fits a screen of 4K. */
const mostRuns = 16;
const pointsPerRun = pointsPerPass * passesPerRun;
const attachments = 4;
/**
 * Trajectories are laid out in blocks of this width, the left half along the field, the right half against it: squares
 * are shared out better among a renderer's threads than rows.
 */
const blockWidth = 64;
const half = blockWidth / 2;
const mostBlockRows = mostCandidates / half;
/** Marks a trajectory that ended, in place of a coordinate. */
const ended = 1e9;

interface Props extends Target {
  readonly parameters: Float64Array;
  readonly time: number;
  readonly from: Texture2D;
  readonly fromRow: number;
  /** First row of the block that is drawn. */
  readonly row: number;
  readonly state: PlaneState;
}

interface GatherProps extends Target {
  readonly rows: number;
  readonly even: readonly Texture2D[];
  readonly odd: readonly Texture2D[];
}

/** Half of a run's points: four textures that are written together. */
interface PointSet {
  readonly textures: readonly Texture2D[];
  readonly framebuffer: Framebuffer2D;
}

/** Goes on from places x0, y0, … (pixels from the middle, y up) by `pointsPerRun` points. */
interface Run {
  /** Point k of the place with this index; `ended` for x when there is none. */
  point(place: number, sense: 1 | -1, k: number): readonly [number, number];
}

/** Follows streamlines on the GPU. Even passes write to one set of textures, odd ones to the other. */
export class IntegratePass {
  private readonly regl: Regl;
  private readonly commands = new CommandCache(24);
  private readonly sets: readonly [PointSet, PointSet];
  private readonly starts: Texture2D;
  private readonly gathered: Framebuffer2D;
  private readonly gatherCommand: DrawCommand;

  constructor(regl: Regl) {
    this.regl = regl;
    this.gathered = floatTarget(regl, attachments * blockWidth, passesPerRun * mostBlockRows, 4);
    this.gatherCommand = fullScreenPass<GatherProps>(regl, gatherFragment, gatherUniforms());
    this.sets = [pointSet(regl), pointSet(regl)];
    this.starts = regl.texture({ width: blockWidth, height: mostBlockRows, format: "rgba", type: "float" });
  }

  /** An integrator of the field at the state's parameters, time and view. */
  integrator(compiled: CompiledField, state: PlaneState): Integrator {
    const glsl = `#define BLOCK_WIDTH ${blockWidth}\n${compiled.fieldGlsl()}`;
    const { parameters } = compiled.bindings(state.time);
    const command = this.commands.get(glsl, () => this.compile(glsl, parameters.length));
    const run = (starts: Starts) => this.run(command, parameters, state, starts);
    return { trace: (seeds) => new Batch(seeds, state.width / 2, state.height / 2, run) };
  }

  private compile(glsl: string, parameterCount: number): DrawCommand {
    return fullScreenPass<Props>(this.regl, include(fragment, "field", glsl), {
      ...fieldUniforms<Props>(parameterCount),
      u_from: (_context, props) => props.from,
      u_fromRow: (_context, props) => props.fromRow,
      u_row: (_context, props) => props.row,
      u_centre: (_context, { state: { view } }) => [view.centreX, view.centreY],
      u_unitsPerPixel: (_context, props) => props.state.view.unitsPerPixel,
      u_halfSize: (_context, { state }) => [
        state.width / 2 + spacing.margin,
        state.height / 2 + spacing.margin,
      ],
      u_spacing: () => spacing.point,
      u_stages: () => 4,
    });
  }

  /** All points of a run: pass after pass downwards, the targets of a pass side by side. */
  private gather(rows: number): Float32Array {
    const width = attachments * blockWidth;
    const height = passesPerRun * rows;
    const [even, odd] = this.sets;
    this.gatherCommand({
      framebuffer: this.gathered,
      width,
      height,
      rows,
      even: even.textures,
      odd: odd.textures,
    } satisfies GatherProps);
    const data = new Float32Array(4 * width * height);
    return this.regl.read({ framebuffer: this.gathered, x: 0, y: 0, width, height, data }) as Float32Array;
  }

  private run(
    command: DrawCommand,
    parameters: Float64Array,
    state: PlaneState,
    { along, against }: Starts,
  ): Run {
    const rows = Math.ceil(Math.max(along.length, against.length) / 2 / half);
    const data = new Float32Array(4 * blockWidth * rows).fill(ended);
    [along, against].forEach((places, side) => {
      for (let k = 0; k < places.length / 2; k += 1)
        data.set(places.slice(2 * k, 2 * k + 2), 4 * texel(k, side) + 2);
    });
    this.starts.subimage({ width: blockWidth, height: rows, data, type: "float", format: "rgba" });
    for (let pass = 0; pass < passesPerRun; pass += 1) {
      const previous = this.sets[(pass + 1) % 2] as PointSet;
      command({
        framebuffer: (this.sets[pass % 2] as PointSet).framebuffer,
        width: blockWidth,
        height: rows,
        row: (pass >> 1) * rows,
        from: pass === 0 ? this.starts : (previous.textures[attachments - 1] as Texture2D),
        fromRow: pass === 0 ? 0 : ((pass - 1) >> 1) * rows,
        parameters,
        time: state.time,
        state,
      } satisfies Props);
    }
    const points = this.gather(rows);
    return {
      point(place, sense, k) {
        const pass = Math.floor(k / pointsPerPass);
        const within = k % pointsPerPass;
        const texelAt = texel(place, sense === 1 ? 0 : 1);
        const row = pass * rows + Math.floor(texelAt / blockWidth);
        const column = (within >> 1) * blockWidth + (texelAt % blockWidth);
        const at = 4 * (row * attachments * blockWidth + column) + 2 * (within % 2);
        return [points[at] as number, points[at + 1] as number];
      },
    };
  }
}

/** Where trajectories start: x0, y0, x1, y1, … of those along the field and those against it. */
interface Starts {
  readonly along: readonly number[];
  readonly against: readonly number[];
}

/** Texel of a block that holds start `k` of a side. */
function texel(k: number, side: number): number {
  return Math.floor(k / half) * blockWidth + side * half + (k % half);
}

/** One side of a trajectory: its points so far, and whether they end there. */
interface Side {
  points: Float32Array;
  length: number;
  over: boolean;
  runs: number;
}

/** The trajectories of one batch of seeds, made in runs as they are asked for. */
class Batch implements Trajectories {
  private readonly seeds: Float32Array;
  private readonly middleX: number;
  private readonly middleY: number;
  private readonly follow: (starts: Starts) => Run;
  private readonly sides: ReadonlyMap<1 | -1, readonly Side[]>;

  constructor(seeds: Float32Array, middleX: number, middleY: number, follow: (starts: Starts) => Run) {
    this.seeds = seeds;
    this.middleX = middleX;
    this.middleY = middleY;
    this.follow = follow;
    const side = (): Side => ({
      points: new Float32Array(2 * pointsPerRun),
      length: 0,
      over: false,
      runs: 0,
    });
    const sides = () => Array.from({ length: seeds.length / 2 }, side);
    this.sides = new Map([
      [1, sides()],
      [-1, sides()],
    ]);
    this.run(() => true);
  }

  side(seed: number, sense: 1 | -1): Float32Array {
    const { points, length } = this.sideOf(seed, sense);
    return points.subarray(0, 2 * length);
  }

  more(seed: number, sense: 1 | -1, wanted: (seed: number) => boolean): boolean {
    const side = this.sideOf(seed, sense);
    const before = side.length;
    if (!side.over && side.runs < mostRuns) this.run(wanted);
    return side.length > before;
  }

  private sideOf(seed: number, sense: 1 | -1): Side {
    return this.sides.get(sense)?.[seed] as Side;
  }

  private run(wanted: (seed: number) => boolean): void {
    const chosen = ([1, -1] as const).map((sense) => {
      const sides = this.sides.get(sense) ?? [];
      const going = sides
        .map((_, seed) => seed)
        .filter((seed) => {
          const side = this.sideOf(seed, sense);
          return !side.over && side.runs < mostRuns && wanted(seed);
        });
      return { sense, going, starts: going.flatMap((seed) => this.lastOf(seed, sense)) };
    });
    const [along, against] = chosen;
    const run = this.follow({ along: along?.starts ?? [], against: against?.starts ?? [] });
    for (const { sense, going } of chosen) {
      going.forEach((seed, place) => {
        const side = this.sideOf(seed, sense);
        side.runs += 1;
        makeRoom(side);
        for (let k = 0; k < pointsPerRun && !side.over; k += 1) {
          const [x, y] = run.point(place, sense, k);
          side.over = x === ended;
          if (side.over) break;
          side.points[2 * side.length] = this.middleX + x;
          side.points[2 * side.length + 1] = this.middleY - y;
          side.length += 1;
        }
      });
    }
  }

  /** The last point known of a side, or its seed, as pixels from the middle, y up. */
  private lastOf(seed: number, sense: 1 | -1): readonly [number, number] {
    const { points, length } = this.sideOf(seed, sense);
    const from = length > 0 ? points : this.seeds;
    const at = length > 0 ? 2 * (length - 1) : 2 * seed;
    return [(from[at] as number) - this.middleX, this.middleY - (from[at + 1] as number)];
  }
}

/** Room for the points of another run. */
function makeRoom(side: Side): void {
  const wanted = 2 * (side.length + pointsPerRun);
  if (side.points.length >= wanted) return;
  const points = new Float32Array(2 * wanted);
  points.set(side.points);
  side.points = points;
}

function gatherUniforms(): Uniforms<GatherProps> {
  const uniforms: Record<string, (context: unknown, props: GatherProps) => unknown> = {
    u_rows: (_context, props) => props.rows,
    u_width: () => blockWidth,
  };
  for (let k = 0; k < attachments; k += 1) {
    uniforms[`u_even${k}`] = (_context, props) => props.even[k];
    uniforms[`u_odd${k}`] = (_context, props) => props.odd[k];
  }
  return uniforms;
}

function pointSet(regl: Regl): PointSet {
  const textures = Array.from({ length: attachments }, () =>
    regl.texture({
      width: blockWidth,
      height: (passesPerRun / 2) * mostBlockRows,
      format: "rgba",
      type: "float",
    }),
  );
  return {
    textures,
    framebuffer: regl.framebuffer({ colors: textures, depthStencil: false }),
  };
}
