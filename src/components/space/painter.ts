import { Camera, Color, type Scene, SRGBColorSpace, type WebGLRenderer } from "three";
import type { DrawingPace } from "../../app/space/drawing-pace.ts";
import { grounds } from "../../shaders/palette.ts";
import { afterPart, Frame, firstPlace, type Part } from "../../shaders/part-pace.ts";
import { areWarm, isCompiled, programsOf, warmed } from "../../shaders/space/compiled.ts";
import { DepthPass, hasStanding } from "../../shaders/space/depths.ts";
import { turnsOf } from "../../shaders/space/gpu-turns.ts";
import type { SpaceScene } from "../../shaders/space/scene.ts";
import { type Silhouette, silhouetteOf } from "../../shaders/space/silhouette.ts";
import { begin, follow, madeBy, paceOf, type StageView, writeView } from "./stage-view.ts";

/** Draws pictures in the lower left corner of a renderer's canvas, in parts, and copies them to canvases of their own. */
export interface Painter {
  /** Goes on with what is due of some views, for a moment, and as far as the GPU is idle: when it is again, with the rest. */
  paint(views: readonly StageView[]): void;
  /** Whether a part of a view is being drawn by the GPU. */
  isAway(view: StageView): boolean;
  /** Whether all that a view's scene is drawn with is made. */
  isMade(view: StageView): boolean;
  /** Draws a part of a scene. */
  render(
    view: StageView,
    shown: SpaceScene,
    coarse: number,
    width: number,
    height: number,
    part: Omit<Part, "pixels">,
  ): void;
}

/** What the parts of a picture have in common. */
interface Picture {
  readonly view: StageView;
  readonly shown: SpaceScene;
  readonly moving: boolean;
  /** Its round of the view's: another one, and there is something else to draw. */
  readonly round: number;
  readonly coarse: number;
  /** Pixels that are drawn, and device pixels that they are shown in. */
  readonly width: number;
  readonly height: number;
  readonly across: number;
  readonly down: number;
  /** It is drawn at once. */
  readonly whole: boolean;
  readonly outline: Silhouette;
  readonly all: number;
  readonly pace: DrawingPace;
}

/**
 * `refusalIn` says why something of a scene that was drawn is not to be seen; `later` has `paint` called in another frame.
 */
export function createPainter(
  renderer: WebGLRenderer,
  refusalIn: (scene: Scene) => string | null,
  later: () => void,
): Painter {
  const { domElement: canvas } = renderer;
  const turns = turnsOf(renderer);
  const depths = new DepthPass(renderer);
  const camera = new Camera();
  /** What the GPU draws, so that it is not known yet. */
  let away: StageView | null = null;
  /** The last view that had its turn. */
  let last = 0;

  function draw(view: StageView): void {
    const { session } = view;
    const { scene: shown, moving } = session.store.getState();
    if (!shown || !view.scene || view.made !== madeBy(shown)) return;
    const { stopped } = session.view.store.getState();
    const { due } = view;
    view.due = false;
    // What was stopped stays as it is; what has changed with the window since is drawn coarsely.
    if (stopped && view.drawn && view.begun === shown && view.awaited !== "carried") return;
    if (!isMade(view)) {
      view.due = true;
      later();
      return;
    }
    const pace = paceOf(view, shown);
    // The first picture is soon there, and then fine.
    const coarse = moving || stopped || !view.drawn ? pace.coarse : 1;
    const [across, down] = pixelsOf(shown);
    const [width, height] = [Math.round(across / coarse), Math.round(down / coarse)];
    if (width < 1 || height < 1) return;
    if (coarse !== view.coarse) begin(view);
    view.begun = shown;
    view.coarse = coarse;
    const isNew = follow(view, shown, moving);
    if (view.awaited) later();
    if (view.awaited && view.drawn) {
      // What moves is drawn with what there is; what stands, once all is there.
      const waits = !moving && !stopped;
      view.due = waits;
      if (waits) session.drawn(refusalIn(view.scene), 0);
      if (waits || !(due || isNew)) return;
    }
    const outline = silhouetteOf(shown.lens, width, height);
    view.due = false;
    drawParts({
      ...{ view, shown, moving, coarse, width, height, across, down, outline, pace },
      round: view.round,
      all: outline.above[height] as number,
      // What moves is another picture soon, of which rows alone would be seen.
      whole: (moving && (view.drawn !== null || view.isLate)) || stopped,
    });
  }

  /** Draws parts of a picture while there is time, and no more once the GPU is busy with one. */
  function drawParts(picture: Picture): void {
    const { view, shown, coarse, width, height, outline, all, whole, pace } = picture;
    const frame = new Frame();
    const programs = pace.isKnown || !view.scene ? [] : programsOf(renderer, view.scene);
    // Operations tell less of how long it takes where each of them reads a weight from a texture.
    const isWarm = shown.field.weights.length === 0 && areWarm(programs);
    // Rows that stand on the stage, and not on the page.
    let from = view.place.top;
    while (view.place.top < height && frame.hasTime()) {
      const part: Part = whole
        ? { ...firstPlace, columns: width, rows: height, pixels: all }
        : pace.partFrom(view.place, outline);
      const since = performance.now();
      render(view, shown, coarse, width, height, part);
      const isSoon = whole ? pace.isPictureSoon() : pace.isSoon(part.pixels, isWarm);
      if (!isSoon || !turns.isIdle) {
        away = view;
        turns.after((time) => {
          warmed(programs);
          land(picture, part, time);
        });
        break;
      }
      learn(picture, part, turns.wait(since));
      view.place = afterPart(part, width);
      if (part.columns < width) {
        show(picture, part);
        from = view.place.top;
      }
    }
    const rows = view.place.top - from;
    if (rows > 0) show(picture, { left: 0, top: from, columns: width, rows });
    if (away !== view) tell(picture);
  }

  /** A part of a picture is there, which the GPU was busy with. */
  function land(picture: Picture, part: Part, time: number): void {
    const { view, shown, round, width, height, whole } = picture;
    away = null;
    if (view.isGone || renderer.getContext().isContextLost()) return;
    learn(picture, part, time);
    const isLast = view.round === round;
    const { stopped } = view.session.view.store.getState();
    const isAll = whole || (!stopped && part.columns === width && part.rows === height);
    // Parts of what is another picture by now are none of it; and what was stopped stays as it was.
    if (!isAll && (!isLast || stopped)) {
      view.isLate ||= !isLast;
      return;
    }
    show(picture, part);
    if (!isLast) {
      view.drawn = shown;
      return;
    }
    view.place = afterPart(part, width);
    tell(picture);
  }

  function learn({ moving, whole, coarse, all, pace }: Picture, part: Part, time: number): void {
    if (!whole) pace.partTook(time, part.pixels, all, coarse);
    else if (moving) pace.pictureTook(time);
  }

  /** How far a picture is. */
  function tell({ view, shown, moving, coarse, height, outline, all }: Picture): void {
    const { session, place } = view;
    const { stopped } = session.view.store.getState();
    const isWhole = place.top === height;
    if (isWhole) view.drawn = shown;
    view.due = !isWhole || (coarse > 1 && !moving && !stopped);
    if (view.due) later();
    const done = isWhole ? 1 : (outline.above[place.top] as number) / all || 0;
    session.drawn(view.scene && refusalIn(view.scene), moving ? 1 : coarse > 1 ? 0 : done);
  }

  /** Copies what stands on the stage of a picture. */
  function show(
    { view: { paper, drawn }, coarse, width, height, across, down }: Picture,
    { left, top, columns, rows }: Omit<Part, "pixels">,
  ): void {
    if (paper.canvas.width !== across || paper.canvas.height !== down)
      resize(paper, across, down, drawn !== null);
    paper.imageSmoothingEnabled = coarse > 1;
    const place = [left * coarse, top * coarse] as const;
    const size = [
      left + columns === width ? across - place[0] : columns * coarse,
      top + rows === height ? down - place[1] : rows * coarse,
    ] as const;
    paper.drawImage(canvas, left, canvas.height - height + top, columns, rows, ...place, ...size);
  }

  function isMade(view: StageView): boolean {
    if (!view.scene) return false;
    if (view.compiled !== view.made && isCompiled(renderer, view.scene, camera)) view.compiled = view.made;
    return view.compiled === view.made;
  }

  const render: Painter["render"] = (view, shown, coarse, width, height, { left, top, columns, rows }) => {
    if (!view.scene) return;
    if (canvas.width < width || canvas.height < height)
      renderer.setSize(Math.max(canvas.width, width), Math.max(canvas.height, height), false);
    renderer.setViewport(0, 0, width, height);
    // With what a coarse picture is smoothed into at its border, where other pictures were.
    renderer.setScissor(left, height - top - rows, columns + 1, rows + 1);
    renderer.setScissorTest(true);
    const [red, green, blue] = grounds[shown.theme];
    renderer.setClearColor(new Color().setRGB(red / 255, green / 255, blue / 255, SRGBColorSpace), 1);
    renderer.clear();
    writeView(view, shown, coarse);
    const low = height - top - rows;
    if (hasStanding(shown))
      view.uniforms.u_depth.value = depths.draw(view.scene, camera, width, height, low, rows);
    renderer.render(view.scene, camera);
  };

  return {
    paint(views) {
      if (renderer.getContext().isContextLost()) return;
      const next = views.findIndex(({ serial }) => serial > last);
      const inTurn = next > 0 ? [...views.slice(next), ...views.slice(0, next)] : views;
      for (const view of inTurn) {
        if (!view.due && !view.awaited) continue;
        if (!turns.isIdle) return;
        last = view.serial;
        draw(view);
      }
    },
    isAway: (view) => away === view,
    isMade,
    render,
  };
}

/** Another size leaves nothing on a canvas: the last picture stays, as large as the next one, until that stands. */
function resize(paper: CanvasRenderingContext2D, width: number, height: number, keeps: boolean): void {
  const { canvas } = paper;
  const last = keeps ? new OffscreenCanvas(canvas.width, canvas.height) : null;
  last?.getContext("2d")?.drawImage(canvas, 0, 0);
  canvas.width = width;
  canvas.height = height;
  if (last) paper.drawImage(last, 0, 0, width, height);
}

/** Device pixels of a scene's picture. */
export function pixelsOf({ lens, ratio }: SpaceScene): readonly [width: number, height: number] {
  return [Math.round(lens.width * ratio), Math.round(lens.height * ratio)];
}

/** Why something of a scene is not to be seen, by what the driver said of its programs. */
export function refusalOf(
  renderer: WebGLRenderer,
  scene: Scene,
  refused: WeakMap<WebGLProgram, string>,
): string | null {
  for (const program of programsOf(renderer, scene)) {
    const why = refused.get(program);
    if (why) return why;
  }
  return null;
}
