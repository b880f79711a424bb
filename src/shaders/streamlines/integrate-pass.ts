import type { DrawCommand, Framebuffer2D, Regl, Texture2D } from "regl";
import type { CompiledField } from "../compiled-field.ts";
import { floatTarget } from "../float-target.ts";
import { CommandCache, fieldUniforms, fullScreenPass, type Target, type Uniforms } from "../full-screen.ts";
import { include } from "../include.ts";
import type { PlaneState } from "../protocol.ts";
import { Batch, ended, placeSize, type Run, type Starts } from "./batch.ts";
import gatherFragment from "./gather.frag.glsl?raw";
import fragment from "./integrate.frag.glsl?raw";
import { mostCandidates } from "./place.ts";
import { type Integrator, mostArc, type Spacing } from "./streamline.ts";

/** Strides that one pass adds to every trajectory: one in each of four targets. */
const attachments = 4;
/** Passes between two transfers: a transfer waits for the GPU, and most lines end within the first run of 372 px. */
const passesPerRun = 8;
const placesPerRun = attachments * passesPerRun;
/**
 * Trajectories are laid out in blocks of this width, the left half along the field, the right half against it: squares
 * are shared out better among a renderer's threads than rows.
 */
const blockWidth = 64;
const half = blockWidth / 2;
const mostBlockRows = mostCandidates / half;

interface Props extends Target {
  readonly parameters: Float64Array;
  readonly time: number;
  readonly from: Texture2D;
  readonly fromRow: number;
  readonly first: boolean;
  /** First row of the block that is drawn. */
  readonly row: number;
  readonly state: PlaneState;
  readonly spacing: Spacing;
}

interface GatherProps extends Target {
  readonly rows: number;
  readonly even: readonly Texture2D[];
  readonly odd: readonly Texture2D[];
}

/** Half of a run's places: four textures that are written together. */
interface PointSet {
  readonly textures: readonly Texture2D[];
  readonly framebuffer: Framebuffer2D;
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
  integrator(compiled: CompiledField, state: PlaneState, spacing: Spacing): Integrator {
    const glsl = `#define BLOCK_WIDTH ${blockWidth}\n${compiled.fieldGlsl()}`;
    const { parameters } = compiled.bindings(state.time);
    const command = this.commands.get(glsl, () => this.compile(glsl, parameters.length));
    const run = (starts: Starts) => this.run(command, parameters, state, spacing, starts);
    return {
      spacing,
      trace: (seeds) =>
        new Batch(seeds, state.width / 2, state.height / 2, {
          length: placesPerRun,
          most: mostArc / spacing.point,
          point: spacing.point,
          follow: run,
        }),
    };
  }

  private compile(glsl: string, parameterCount: number): DrawCommand {
    return fullScreenPass<Props>(this.regl, include(fragment, "field", glsl), {
      ...fieldUniforms<Props>(parameterCount),
      u_from: (_context, props) => props.from,
      u_fromRow: (_context, props) => props.fromRow,
      u_row: (_context, props) => props.row,
      u_centre: (_context, { state: { view } }) => [view.centreX, view.centreY],
      u_unitsPerPixel: (_context, props) => props.state.view.unitsPerPixel,
      u_halfSize: (_context, { state, spacing }) => [
        state.width / 2 + spacing.margin,
        state.height / 2 + spacing.margin,
      ],
      u_point: (_context, props) => props.spacing.point,
      u_longest: (_context, props) => props.spacing.stride,
      u_steps: (_context, props) => props.spacing.steps,
      u_first: (_context, props) => props.first,
      u_stages: () => 4,
    });
  }

  /** All places of a run: pass after pass downwards, the targets of a pass side by side. */
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
    spacing: Spacing,
    { along, against }: Starts,
  ): Run {
    const rows = Math.ceil(Math.max(along.length, against.length) / 2 / half);
    const data = new Float32Array(4 * blockWidth * rows).fill(ended);
    [along, against].forEach((places, side) => {
      for (let k = 0; k < places.length / 2; k += 1)
        data.set(places.slice(2 * k, 2 * k + 2), 4 * texel(k, side));
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
        first: pass === 0,
        fromRow: pass === 0 ? 0 : ((pass - 1) >> 1) * rows,
        parameters,
        time: state.time,
        state,
        spacing,
      } satisfies Props);
    }
    const places = this.gather(rows);
    return {
      read(index, sense, into) {
        const texelAt = texel(index, sense === 1 ? 0 : 1);
        const column = texelAt % blockWidth;
        const row = Math.floor(texelAt / blockWidth);
        for (let k = 0; k < placesPerRun; k += 1) {
          const pass = Math.floor(k / attachments);
          const at =
            placeSize * (((pass * rows + row) * attachments + (k % attachments)) * blockWidth + column);
          if (places[at] === ended) return k;
          for (let n = 0; n < placeSize; n += 1) into[placeSize * k + n] = places[at + n] as number;
        }
        return placesPerRun;
      },
    };
  }
}

/** Texel of a block that holds start `k` of a side. */
function texel(k: number, side: number): number {
  return Math.floor(k / half) * blockWidth + side * half + (k % half);
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
