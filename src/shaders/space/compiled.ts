import type { Camera, Scene, WebGLRenderer } from "three";
import { turnsOf } from "./gpu-turns.ts";

/** A program as three has it: the first time its uniforms are asked for it is checked, which waits for the GPU. */
interface Program {
  isReady(): boolean;
  getUniforms(): unknown;
}

/** Whether what a scene is drawn with is made by the driver. Where it is not it is asked for, and drawing would wait for it. */
export function isCompiled(renderer: WebGLRenderer, scene: Scene, camera: Camera): boolean {
  const turns = turnsOf(renderer);
  if (!turns.isIdle) return false;
  const made = renderer.info.programs?.length;
  const programs = [...renderer.compile(scene, camera)].flatMap((material) => {
    const { currentProgram } = renderer.properties.get(material) as { readonly currentProgram?: Program };
    return currentProgram ? [currentProgram] : [];
  });
  // Reading shaders is work of the GPU's process, too.
  if (renderer.info.programs?.length !== made) turns.after(() => {});
  if (!programs.every((program) => program.isReady())) return false;
  // Before any is drawn with, so that none waits for what another one draws.
  for (const program of programs) program.getUniforms();
  return true;
}

/** Milliseconds until it is asked again. */
const askTime = 4;

/** Calls once what a scene is drawn with is made, at a moment at which the GPU is idle; or when its context was lost. */
export function whenCompiled(
  renderer: WebGLRenderer,
  scene: Scene,
  camera: Camera,
  call: (isLost: boolean) => void,
): void {
  turnsOf(renderer).whenIdle(() => {
    const isLost = renderer.getContext().isContextLost();
    if (isLost || isCompiled(renderer, scene, camera)) call(isLost);
    else setTimeout(() => whenCompiled(renderer, scene, camera, call), askTime);
  });
}
