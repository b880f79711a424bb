import { type Camera, type Material, Mesh, Points, type Scene, type WebGLRenderer } from "three";
import { turnsOf } from "./gpu-turns.ts";

/** A program as three has it: the first time its uniforms are asked for it is checked, which waits for the GPU. */
interface Program {
  readonly program: WebGLProgram;
  isReady(): boolean;
  getUniforms(): unknown;
}

function programOf(renderer: WebGLRenderer, material: Material): readonly Program[] {
  const { currentProgram } = renderer.properties.get(material) as { readonly currentProgram?: Program };
  return currentProgram ? [currentProgram] : [];
}

/** What a scene is drawn with, as far as it was asked for. */
export function programsOf(renderer: WebGLRenderer, scene: Scene): readonly WebGLProgram[] {
  const programs: WebGLProgram[] = [];
  scene.traverse((part) => {
    if (part instanceof Mesh || part instanceof Points)
      programs.push(...programOf(renderer, part.material).map(({ program }) => program));
  });
  return programs;
}

const warm = new WeakSet<WebGLProgram>();

/** Something was drawn with these: drivers make them ready only then, which may take a second. */
export function warmed(programs: readonly WebGLProgram[]): void {
  for (const program of programs) warm.add(program);
}

/** Whether what is drawn with these takes no longer than it always does. */
export function areWarm(programs: readonly WebGLProgram[]): boolean {
  return programs.every((program) => warm.has(program));
}

/** Whether what a scene is drawn with is made by the driver. Where it is not it is asked for, and drawing would wait for it. */
export function isCompiled(renderer: WebGLRenderer, scene: Scene, camera: Camera): boolean {
  const turns = turnsOf(renderer);
  if (!turns.isIdle) return false;
  const made = renderer.info.programs?.length;
  const programs = [...renderer.compile(scene, camera)].flatMap((material) => programOf(renderer, material));
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
