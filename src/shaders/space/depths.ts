import {
  type Camera,
  DepthTexture,
  FloatType,
  type Material,
  ReplaceStencilOp,
  type Scene,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import type { SpaceScene } from "./scene.ts";

/** The layer of what hides all behind it, slices aside: where those are rays know. */
export const standingLayer = 1;

/** What such things are drawn with, so that samples of a pixel are told apart. */
export const stands = {
  stencilWrite: true,
  stencilRef: 1,
  stencilZPass: ReplaceStencilOp,
} as const satisfies Partial<Material>;

/** Whether a scene has rays, and things that they end at. */
export function hasStanding({ volume, surfaces, streamlines, arrows, particles }: SpaceScene): boolean {
  const some = streamlines || arrows || (particles && !particles.motion.start.density);
  return Boolean(some && (volume || surfaces));
}

/** How far off what hides all behind it is, pixel by pixel: rays through clouds and to surfaces end there. */
export class DepthPass {
  private readonly renderer: WebGLRenderer;
  private readonly target = new WebGLRenderTarget(1, 1, {
    depthTexture: new DepthTexture(1, 1, FloatType),
  });

  constructor(renderer: WebGLRenderer) {
    this.renderer = renderer;
  }

  /** Of rows of a picture of so many pixels. */
  draw(scene: Scene, camera: Camera, width: number, height: number, low: number, rows: number): DepthTexture {
    const { renderer, target } = this;
    if (target.width < width || target.height < height)
      target.setSize(Math.max(target.width, width), Math.max(target.height, height));
    target.viewport.set(0, 0, width, height);
    target.scissorTest = false;
    renderer.setRenderTarget(target);
    renderer.clear();
    target.scissorTest = true;
    // Pixels ask those beside them.
    target.scissor.set(0, low - 1, width, rows + 2);
    renderer.setRenderTarget(target);
    camera.layers.set(standingLayer);
    renderer.render(scene, camera);
    camera.layers.set(0);
    renderer.setRenderTarget(null);
    return target.depthTexture as DepthTexture;
  }
}
