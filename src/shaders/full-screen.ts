import type { DrawCommand, Framebuffer2D, Regl } from "regl";
import fullScreenVertex from "./full-screen.vert.glsl?raw";

/** What every pass over all pixels of a target is told; passes add their own uniforms' values. */
export interface Target {
  /** null draws on the canvas. */
  readonly framebuffer: Framebuffer2D | null;
  /** Pixels from the target's corner that are drawn. */
  readonly width: number;
  readonly height: number;
  /** First row and column drawn; 0 when left out. */
  readonly row?: number;
  readonly column?: number;
}

export type Uniforms<Props> = Readonly<Record<string, (context: unknown, props: Props) => unknown>>;

/**
 * The command that runs a fragment shader for every pixel of a target; a vertex shader of its own gets the `corner`s of
 * a triangle around the target, which is −1 … 1. Throws ShaderError when they do not compile.
 */
export function fullScreenPass<Props extends Target>(
  regl: Regl,
  fragment: string,
  uniforms: Uniforms<Props>,
  vertex: string = fullScreenVertex,
): DrawCommand {
  return regl({
    vert: vertex,
    frag: fragment,
    attributes: { corner: [-1, -1, 3, -1, -1, 3] },
    uniforms: uniforms as Record<string, never>,
    count: 3,
    depth: { enable: false },
    framebuffer: (_context: unknown, props: Props) => props.framebuffer,
    viewport: (_context: unknown, props: Props) => ({
      x: props.column ?? 0,
      y: props.row ?? 0,
      width: props.width,
      height: props.height,
    }),
  } as unknown as Parameters<Regl>[0]);
}

/** `uniform float u_parameters[count]` and `u_time`, read from `props.parameters` and `props.time`. */
export function fieldUniforms<Props extends { readonly parameters: Float64Array; readonly time: number }>(
  count: number,
): Uniforms<Props> {
  const uniforms: Record<string, (context: unknown, props: Props) => unknown> = {
    u_time: (_context, props) => props.time,
  };
  for (let k = 0; k < count; k += 1)
    uniforms[`u_parameters[${k}]`] = (_context, props) => props.parameters[k];
  return uniforms;
}

/** A map that forgets, and destroys, what was used longest ago. */
export class CommandCache {
  private readonly commands = new Map<string, DrawCommand>();
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  get(key: string, make: () => DrawCommand): DrawCommand {
    const known = this.commands.get(key);
    const command = known ?? make();
    this.commands.delete(key);
    this.commands.set(key, command);
    if (this.commands.size > this.size) {
      const [oldest] = this.commands.keys();
      // regl's commands can be destroyed; its types do not say so.
      (this.commands.get(oldest as string) as unknown as { destroy(): void }).destroy();
      this.commands.delete(oldest as string);
    }
    return command;
  }
}
