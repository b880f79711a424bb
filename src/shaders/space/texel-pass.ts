import {
  Camera,
  FloatType,
  Mesh,
  type RawShaderMaterial,
  Scene,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from "three";
import { afterPart, type Frame, firstPlace, PartPace } from "../part-pace.ts";
import { isCompiled } from "./compiled.ts";
import { targetGeometry } from "./geometry.ts";
import { type GpuTurns, turnsOf } from "./gpu-turns.ts";
import { type Silhouette, wholeOf } from "./silhouette.ts";

/** Rows that are drawn together: what draws them has squares of four texels. */
const together = 2;

const triangle = targetGeometry();

/**
 * Draws textures whose texels need nothing of each other, in parts that hold the page for a moment at most: where there was
 * no time left, or the GPU is busy with a part, a texture is gone on with in another frame.
 */
export class TexelPass {
  private readonly renderer: WebGLRenderer;
  private readonly turns: GpuTurns;
  private readonly scene = new Scene();
  private readonly camera = new Camera();
  private readonly mesh = new Mesh(triangle);
  private readonly pace = new PartPace();
  /** Of texels, in columns of some together. */
  private outline: Silhouette = wholeOf(1, 1);
  private place = firstPlace;
  private operations = 0;
  private isMade = false;
  /** The GPU is busy with texels. */
  private isAway = false;
  /** Texels that were drawn and not waited for yet, the last of them here, and since when. */
  private texels = 0;
  private target: WebGLRenderTarget | null = null;
  private since = 0;

  constructor(renderer: WebGLRenderer) {
    this.renderer = renderer;
    this.turns = turnsOf(renderer);
    this.mesh.frustumCulled = false;
    this.scene.add(this.mesh);
  }

  /** What is drawn with, and about how many operations a texel of it is: where it is the same one, its pace is known. */
  use(material: RawShaderMaterial, operations: number): void {
    if (this.mesh.material === material && this.operations === operations) return;
    this.wait();
    this.mesh.material = material;
    this.operations = operations;
    this.isMade = false;
    this.pace.anew(together * operations);
  }

  /** A texture of so many texels is begun, and what is left of another one will not be drawn. */
  begin(width: number, height: number): void {
    const rows = Math.ceil(height / together);
    if (this.outline.width !== width || this.outline.height !== rows) this.outline = wholeOf(width, rows);
    this.place = firstPlace;
  }

  /** Draws the rest of a texture while a frame has time; false where some of it is to be drawn yet. */
  draw(target: WebGLRenderTarget, frame: Frame): boolean {
    const { renderer, pace, outline } = this;
    const drawn = renderer.getRenderTarget();
    while (this.place.top < outline.height) {
      if (!this.isMade) {
        this.isMade = isCompiled(renderer, this.scene, this.camera);
        if (!this.isMade) break;
      }
      const part = pace.partFrom(this.place, outline);
      if (this.texels + part.pixels > pace.size) this.wait();
      if (this.isAway) break;
      if (this.texels === 0) {
        if (!frame.hasTime()) break;
        this.since = performance.now();
      }
      target.scissorTest = true;
      target.scissor.set(part.left, together * part.top, part.columns, together * part.rows);
      renderer.setRenderTarget(target);
      renderer.render(this.scene, this.camera);
      this.texels += part.pixels;
      this.target = target;
      this.place = afterPart(part, outline.width);
    }
    renderer.setRenderTarget(drawn);
    return this.place.top === outline.height;
  }

  /** Learns how long what was drawn takes: waits for it where that is soon, and else is told of it. */
  wait(): void {
    const { renderer, target, turns, pace, texels, operations } = this;
    if (texels === 0 || !target) return;
    this.texels = 0;
    if (!pace.isSoon(texels) || !turns.isIdle) {
      this.isAway = true;
      turns.after((time) => {
        this.isAway = false;
        if (operations === this.operations) pace.took(time, texels);
      });
      return;
    }
    const drawn = renderer.getRenderTarget();
    renderer.setRenderTarget(target);
    pace.took(turns.wait(this.since, target.texture.type === FloatType ? "floats" : "bytes"), texels);
    renderer.setRenderTarget(drawn);
  }
}
