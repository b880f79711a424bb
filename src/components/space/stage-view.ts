import type { Scene } from "three";
import { DrawingPace } from "../../app/space/drawing-pace.ts";
import type { SpaceSession } from "../../app/space/space-session.ts";
import { firstPlace, type PartPlace } from "../../shaders/part-pace.ts";
import { type BodyUniforms, createBodyUniforms, writeBody } from "../../shaders/space/body.ts";
import { hasStanding } from "../../shaders/space/depths.ts";
import type { FlowMeshes } from "../../shaders/space/flow-meshes.ts";
import { polygonOf } from "../../shaders/space/free-plane.ts";
import { polygonGeometry, writePolygon } from "../../shaders/space/geometry.ts";
import { lineGeometry, linesOf, writeLines } from "../../shaders/space/lines.ts";
import { isMarched } from "../../shaders/space/operations.ts";
import type { ParticleCloud } from "../../shaders/space/particle-cloud.ts";
import type { SpaceScene } from "../../shaders/space/scene.ts";
import { createUniforms, type SpaceUniforms, unitOf, writeUniforms } from "../../shaders/space/uniforms.ts";

/** One picture on the stage: what it shows, and the canvas on the page that it is copied to. */
export interface StageView {
  readonly serial: number;
  readonly session: SpaceSession;
  readonly paper: CanvasRenderingContext2D;
  readonly uniforms: SpaceUniforms;
  readonly body: BodyUniforms;
  readonly lines: {
    readonly behind: ReturnType<typeof lineGeometry>;
    readonly before: ReturnType<typeof lineGeometry>;
  };
  /** Where a free plane meets the box. */
  readonly polygon: ReturnType<typeof polygonGeometry>;
  /** Streamlines and arrows, where there are some. */
  flow: FlowMeshes | null;
  /** Particles, where there are some; what of them a picture waits for, and what was to be seen of them in the last. */
  particles: ParticleCloud | null;
  awaited: "carried" | "known" | null;
  cloudDrawn: number;
  /** What React has put into it, and the shaders it is made with. */
  scene: Scene | null;
  made: string;
  /** With what it has been made, of these. */
  compiled: string;
  due: boolean;
  /** How often a picture was begun. */
  round: number;
  /** It is no longer on the page. */
  isGone: boolean;
  /** Its first picture was another one before it was drawn in parts, as of what moves by itself: it is drawn at once. */
  isLate: boolean;
  /** What was drawn last as a whole, and what was begun last, and how finely. */
  drawn: SpaceScene | null;
  begun: SpaceScene | null;
  coarse: number;
  /** How far a still picture stands already: all above, and before in its row. */
  place: PartPlace;
  /** Of rays, and of slices alone. */
  readonly paces: { readonly rays: DrawingPace; readonly slices: DrawingPace };
}

export function createStageView(
  serial: number,
  session: SpaceSession,
  paper: CanvasRenderingContext2D,
): StageView {
  const uniforms = createUniforms();
  return {
    serial,
    session,
    paper,
    uniforms,
    body: createBodyUniforms(uniforms),
    flow: null,
    particles: null,
    awaited: null,
    cloudDrawn: 0,
    lines: { behind: lineGeometry(), before: lineGeometry() },
    polygon: polygonGeometry(),
    scene: null,
    made: "",
    compiled: "",
    due: true,
    round: 0,
    isLate: false,
    isGone: false,
    drawn: null,
    begun: null,
    coarse: 1,
    place: firstPlace,
    paces: { rays: new DrawingPace(true), slices: new DrawingPace(false) },
  };
}

export function disposeStageView(view: StageView): void {
  const { lines, polygon } = view;
  view.isGone = true;
  for (const geometry of [...Object.values(lines), polygon]) geometry.dispose();
}

/** A picture is to be drawn, from its first row on. */
export function begin(view: StageView): void {
  view.due = true;
  view.round += 1;
  view.place = firstPlace;
}

/**
 * Goes on with the particles of a scene that is drawn next, and tells its session of what is awaited. Returns whether they
 * look different from what was drawn last.
 */
export function follow(view: StageView, shown: SpaceScene, moving: boolean): boolean {
  const { particles, session } = view;
  if (!particles) {
    view.awaited = null;
    return false;
  }
  const { isCarried, isKnown } = particles.follow(shown, view.coarse);
  view.awaited = isCarried ? (isKnown ? null : "known") : "carried";
  session.particles.wait(!isCarried || (moving && !isKnown));
  const isNew = particles.serial !== view.cloudDrawn;
  view.cloudDrawn = particles.serial;
  // No picture is of two states.
  if (isNew) view.place = firstPlace;
  return isNew;
}

/** How finely a scene is drawn. */
export function paceOf({ paces }: StageView, scene: Pick<SpaceScene, "volume" | "surfaces">): DrawingPace {
  return isMarched(scene) ? paces.rays : paces.slices;
}

/** Puts a scene into what draws it. `coarse`: device pixels that one pixel of a moving picture stands for, 1 of a still one. */
export function writeView(view: StageView, shown: SpaceScene, coarse: number): void {
  const { lens, slices, plane } = shown;
  writeUniforms(view.uniforms, shown, coarse);
  if (shown.body) writeBody(view.body, shown.body, shown);
  const corners = plane ? polygonOf(plane, lens.box) : [];
  const polygon = corners.map((corner) => unitOf(lens.box, corner));
  writePolygon(view.polygon, polygon);
  const lines = linesOf(lens, unitOf(lens.box, slices.at), slices, polygon);
  writeLines(view.lines.behind, lines.behind);
  writeLines(view.lines.before, lines.before);
  view.flow?.write(shown);
  view.particles?.write(shown, view.session.store.getState().scene?.lens ?? lens);
}

/** What the shaders of a scene are made of. */
export function madeBy(scene: SpaceScene): string {
  const { field, legend, contours, slices, plane, volume, surfaces, particles, body, streamlines, arrows } =
    scene;
  const points = particles && [particles.colour, particles.motion.start.density];
  const layers = [slices.shown, plane !== null, volume !== null, surfaces?.shader.glsl];
  const parts = [...layers, points, body?.vector.glsl, Boolean(streamlines || arrows), hasStanding(scene)];
  return [field.glsl, legend.threshold > 0, contours, ...parts].join("\n");
}
