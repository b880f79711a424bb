import type { DrawCommand, Framebuffer2D, Regl } from "regl";
import type { DotPlotter, DotStyle, Swarm } from "./dots.ts";
import type { Marks } from "./marks.ts";
import fragment from "./plot.frag.glsl?raw";
import vertex from "./plot.vert.glsl?raw";

interface Props extends DotStyle {
  readonly framebuffer: Framebuffer2D;
  readonly width: number;
  readonly height: number;
  readonly particles: Framebuffer2D;
  readonly columns: number;
  readonly count: number;
  readonly mark: number;
}

/** Particles as points. */
export class GpuPlotter implements DotPlotter {
  readonly here = false;
  private readonly stamps: DrawCommand;
  private readonly counts: DrawCommand;

  constructor(regl: Regl) {
    this.stamps = regl(pointCommand(false));
    this.counts = regl(pointCommand(true));
  }

  stamp(swarm: Swarm, style: DotStyle, marks: Marks, tick: number): void {
    this.stamps(propsOf(swarm, style, marks, tick));
  }

  count(swarm: Swarm, style: DotStyle, marks: Marks): void {
    marks.clear();
    this.counts(propsOf(swarm, { ...style, dots: 1 }, marks, 1 / 255));
  }
}

function propsOf(swarm: Swarm, style: DotStyle, { target, width, height }: Marks, mark: number): Props {
  const { particles, columns, count } = swarm;
  return {
    ...style,
    framebuffer: target,
    width,
    height,
    particles,
    columns,
    count: count * style.dots,
    mark,
  };
}

function pointCommand(adding: boolean): Parameters<Regl>[0] {
  const of =
    <Key extends keyof Props>(key: Key) =>
    (_context: unknown, props: Props) =>
      props[key];
  return {
    vert: vertex,
    frag: fragment,
    primitive: "points",
    count: of("count"),
    attributes: {},
    uniforms: {
      u_particles: of("particles"),
      u_columns: of("columns"),
      u_dots: of("dots"),
      u_view: of("view"),
      u_size: of("size"),
      u_corner: of("corner"),
      u_window: (_context: unknown, { width, height, dot }: Props) => [width + 2 * dot, height + 2 * dot],
      u_dot: of("dot"),
      u_mark: of("mark"),
    },
    depth: { enable: false },
    blend: { enable: adding, func: { src: "one", dst: "one" } },
    framebuffer: of("framebuffer"),
    // A point whose middle lies outside is not drawn at all, so outside begins where no part of one would be seen.
    viewport: (_context: unknown, { width, height, dot }: Props) => ({
      x: -dot,
      y: -dot,
      width: width + 2 * dot,
      height: height + 2 * dot,
    }),
  } as unknown as Parameters<Regl>[0];
}
