import { createRoot, invalidate, useFrame } from "@react-three/fiber";
import { Camera, Color, Mesh, Scene, SRGBColorSpace, setConsoleFunction, WebGLRenderer } from "three";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { DrawStill } from "../../app/space/export/figure.ts";
import type { PrepareShaders, ReadShaders, SpaceSession } from "../../app/space/space-session.ts";
import { grounds } from "../../shaders/palette.ts";
import { afterPart, Frame, type Part, type PartPlace } from "../../shaders/part-pace.ts";
import { DepthPass, hasStanding } from "../../shaders/space/depths.ts";
import { boxGeometry } from "../../shaders/space/geometry.ts";
import { createMaterials } from "../../shaders/space/materials.ts";
import { SamplesPass } from "../../shaders/space/samples.ts";
import type { SpaceScene } from "../../shaders/space/scene.ts";
import { silhouetteOf } from "../../shaders/space/silhouette.ts";
import { createUniforms } from "../../shaders/space/uniforms.ts";
import {
  begin,
  createStageView,
  disposeStageView,
  follow,
  madeBy,
  paceOf,
  type StageView,
  writeView,
} from "./stage-view.ts";
import { ViewScene } from "./ViewScene.tsx";

// What three says to its developers is not for the page: what fails throws, or is told as a problem of its picture.
setConsoleFunction(() => {});

/**
 * One WebGL context for all pictures of space: each is drawn in turn in a corner of one canvas, which is nowhere on the page,
 * and copied to a canvas of its own. So pictures scroll with the page without being drawn again, and stay while the
 * context is lost.
 */
export interface Stage {
  add(session: SpaceSession, paper: CanvasRenderingContext2D): () => void;
  /** A part of a picture, beside those that the page shows: where it is on a canvas until the page is drawn again. */
  readonly still: DrawStill;
  /** Has the shaders of a first picture compiled. */
  readonly prepare: PrepareShaders;
  /** What shaders give at places; null while the context is lost. */
  readonly read: ReadShaders;
  /** What draws, for what is read beside pictures; null while the context is lost. */
  renderer(): WebGLRenderer | null;
  /** Whether what is to be seen of a session is on its canvas. */
  isDrawn(session: SpaceSession): boolean;
  loseContext(): Promise<void>;
}

/** How long "restored" stays on show, in milliseconds. */
const restoredTime = 4000;

/** How long shaders that were prepared wait for a picture, in milliseconds. */
const preparedTime = 10_000;
const prepared = boxGeometry();

/** Throws where there is no WebGL2. */
export function createStage(): Stage {
  const canvas = document.createElement("canvas");
  const renderer = new WebGLRenderer({
    canvas,
    antialias: true,
    alpha: false,
    stencil: true,
    powerPreference: "high-performance",
  });
  renderer.autoClear = false;
  const samples = new SamplesPass(renderer);
  const depths = new DepthPass(renderer);
  const camera = new Camera();
  const views = createStore<readonly StageView[]>(() => []);
  /** What the driver refused, and why: three asks it once for all that is made of the same GLSL. */
  const refused = new WeakMap<WebGLProgram, string>();
  let context: "ok" | "lost" | "restored" = "ok";
  let recovery: ReturnType<typeof setTimeout> | undefined;
  const pixel = new Uint8Array(4);
  let serial = 0;

  renderer.debug.onShaderError = (gl, program, vertex, fragment) => {
    const log = [vertex, fragment].map((shader) => gl.getShaderInfoLog(shader) ?? "").find(Boolean) ?? "";
    const said = log.replace(/\0/g, "").trim().split("\n")[0] ?? "";
    refused.set(program, `The graphics driver refused the shader of this field: ${said}`);
  };
  /** Why something of a scene that was drawn is not to be seen. */
  function refusalIn(scene: Scene): string | null {
    let why: string | null = null;
    scene.traverse((part) => {
      if (!(part instanceof Mesh)) return;
      const { currentProgram } = renderer.properties.get(part.material) as {
        readonly currentProgram?: { readonly program: WebGLProgram };
      };
      why ??= (currentProgram && refused.get(currentProgram.program)) ?? null;
    });
    return why;
  }
  canvas.addEventListener("webglcontextlost", () => tell("lost"));
  canvas.addEventListener("webglcontextrestored", () => {
    // After three's own listener, which makes its resources anew.
    setTimeout(() => {
      for (const view of views.getState()) begin(view);
      tell("restored");
      invalidate();
    });
  });

  function tell(now: typeof context): void {
    context = now;
    for (const { session } of views.getState()) session.view.set({ context });
    clearTimeout(recovery);
    if (context === "restored") recovery = setTimeout(() => tell("ok"), restoredTime);
  }

  function paint(): void {
    if (renderer.getContext().isContextLost()) return;
    for (const view of views.getState()) if (view.due || view.awaited) draw(view);
  }

  function draw(view: StageView): void {
    const { session, paper } = view;
    const { scene: shown, moving } = session.store.getState();
    if (!shown || !view.scene || view.made !== madeBy(shown)) return;
    const { stopped } = session.view.store.getState();
    const { due } = view;
    view.due = false;
    // What was stopped stays as it is; what has changed with the window since is drawn coarsely.
    if (stopped && view.drawn && view.begun === shown && view.awaited !== "carried") return;
    const pace = paceOf(view, shown);
    // The first picture is soon there, and then fine.
    const coarse = moving || stopped || !view.drawn ? pace.coarse : 1;
    const { lens } = shown;
    const [across, down] = pixelsOf(shown);
    const [width, height] = [Math.round(across / coarse), Math.round(down / coarse)];
    if (width < 1 || height < 1) return;
    if (paper.canvas.width !== across) paper.canvas.width = across;
    if (paper.canvas.height !== down) paper.canvas.height = down;
    if (coarse !== view.coarse) begin(view);
    view.begun = shown;
    view.coarse = coarse;
    const isNew = follow(view, shown, moving);
    if (view.awaited) again();
    if (view.awaited && view.drawn) {
      // What moves is drawn with what there is; what stands, once all is there.
      const waits = !moving && !stopped;
      view.due = waits;
      if (waits) session.drawn(refusalIn(view.scene), 0);
      if (waits || !(due || isNew)) return;
    }
    // What moves is another picture soon, of which rows alone would be seen.
    const whole = (moving && view.drawn !== null) || stopped;
    const outline = silhouetteOf(lens, width, height);
    const all = outline.above[height] as number;
    const { domElement: canvas } = renderer;
    paper.imageSmoothingEnabled = coarse > 1;
    const show = ({ left, top }: PartPlace, columns: number, rows: number) => {
      const place = [left * coarse, top * coarse] as const;
      const size = [
        left + columns === width ? across - place[0] : columns * coarse,
        top + rows === height ? down - place[1] : rows * coarse,
      ] as const;
      paper.drawImage(canvas, left, canvas.height - height + top, columns, rows, ...place, ...size);
    };
    const began = performance.now();
    const frame = new Frame();
    let spent = 0;
    let place = view.place;
    // Rows that stand on the stage, and not on the page.
    let from = place.top;
    while (place.top < height && frame.hasTime()) {
      const part: Part = whole
        ? { left: 0, top: 0, columns: width, rows: height, pixels: all }
        : pace.partFrom(place, outline);
      render(view, shown, coarse, width, height, part);
      place = afterPart(part, width);
      finish();
      const now = performance.now() - began;
      if (!whole) pace.partTook(now - spent, part.pixels, all, coarse);
      spent = now;
      if (part.columns < width) {
        show(part, part.columns, 1);
        from = place.top;
      }
    }
    if (place.top > from) show({ left: 0, top: from }, width, place.top - from);
    const isWhole = place.top === height;
    view.place = place;
    if (isWhole) view.drawn = shown;
    if (moving && whole) pace.pictureTook(spent);
    view.due = !isWhole || (coarse > 1 && !moving && !stopped);
    if (view.due) again();
    const done = isWhole ? 1 : (outline.above[place.top] as number) / all || 0;
    session.drawn(refusalIn(view.scene), moving ? 1 : coarse > 1 ? 0 : done);
  }

  /** This frame is not over: what is asked for after it is drawn in the next one. */
  function again(): void {
    queueMicrotask(() => invalidate());
  }

  /** Waits until what was drawn is there: only then it is known how long that took. */
  function finish(): void {
    const gl = renderer.getContext();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  }

  /** A part of a scene, in the lower left corner of the canvas. */
  function render(
    view: StageView,
    shown: SpaceScene,
    coarse: number,
    width: number,
    height: number,
    { left, top, columns, rows }: Omit<Part, "pixels">,
  ): void {
    if (!view.scene) return;
    const { domElement: canvas } = renderer;
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
  }

  const root = createRoot(canvas);
  void root.configure({
    gl: renderer,
    frameloop: "demand",
    size: { width: 1, height: 1, top: 0, left: 0 },
    dpr: 1,
    flat: true,
  });
  root.render(<Views views={views} paint={paint} />);

  return {
    add(session, paper) {
      serial += 1;
      const view = createStageView(serial, session, paper);
      views.setState((all) => [...all, view], true);
      if (context === "lost") session.view.set({ context });
      const forget = session.store.subscribe((state, earlier) => {
        if (state.scene === earlier.scene && state.moving === earlier.moving) return;
        // At rest only what was drawn coarsely is drawn again.
        if (state.scene === earlier.scene && (state.moving || view.coarse === 1)) return;
        begin(view);
        invalidate();
      });
      const forgetView = session.view.store.subscribe(({ stopped }, earlier) => {
        if (stopped || !earlier.stopped) return;
        view.due = true;
        invalidate();
      });
      return () => {
        forget();
        forgetView();
        views.setState((all) => all.filter((one) => one !== view), true);
        disposeStageView(view);
      };
    },
    prepare(glsl, { slices, volume }, contours) {
      if (renderer.getContext().isContextLost()) return;
      const options = { symlog: false, contours, volume: volume?.on === true, surface: null };
      const { slice, march, lines } = createMaterials(glsl, options, createUniforms());
      const free = march[0]?.[0];
      const parts = [lines];
      if (slices.shown.some(Boolean)) parts.push(slice);
      if (options.volume && free) parts.push(free);
      const scene = new Scene();
      for (const part of parts) {
        const mesh = new Mesh(prepared, part);
        mesh.frustumCulled = false;
        scene.add(mesh);
      }
      // Drivers make them ready when they are first drawn with: in a pixel, while the page does something else.
      renderer.compileAsync(scene, camera).then(() => {
        if (renderer.getContext().isContextLost()) return;
        renderer.setScissorTest(true);
        renderer.setScissor(0, 0, 1, 1);
        renderer.render(scene, camera);
      });
      // While these are there, what is drawn with the same text has their programs.
      setTimeout(() => {
        for (const part of parts) part.dispose();
      }, preparedTime);
    },
    read: (scene, places) => (renderer.getContext().isContextLost() ? null : samples.read(scene, places)),
    still(session, scene, part) {
      const view = views.getState().find((one) => one.session === session);
      if (!view?.scene || view.made !== madeBy(scene) || renderer.getContext().isContextLost()) return null;
      const standing = view.particles?.follow(scene, 1);
      if (standing && !(standing.isCarried && standing.isKnown)) return "later";
      const [width, height] = pixelsOf(scene);
      render(view, scene, 1, width, height, part);
      finish();
      return { canvas, left: part.left, top: canvas.height - height + part.top };
    },
    renderer: () => (renderer.getContext().isContextLost() ? null : renderer),
    isDrawn(session) {
      const { scene, moving } = session.store.getState();
      const view = views.getState().find((one) => one.session === session);
      if (!view || moving || view.due || view.awaited) return false;
      return session.view.store.getState().stopped || (view.drawn === scene && view.coarse === 1);
    },
    async loseContext() {
      const loss = renderer.getContext().getExtension("WEBGL_lose_context");
      const told = (name: string) =>
        new Promise((resolve) => canvas.addEventListener(name, resolve, { once: true }));
      const lost = told("webglcontextlost");
      loss?.loseContext();
      await lost;
      // It can come back once all have heard that it is lost.
      await new Promise((resolve) => setTimeout(resolve));
      const restored = told("webglcontextrestored");
      loss?.restoreContext();
      await restored;
    },
  };
}

function pixelsOf({ lens, ratio }: SpaceScene): readonly [width: number, height: number] {
  return [Math.round(lens.width * ratio), Math.round(lens.height * ratio)];
}

/** The stage's scenes, and what draws them when something is due. */
function Views({ views, paint }: { views: StoreApi<readonly StageView[]>; paint: () => void }) {
  const all = useStore(views);
  useFrame(paint, 1);
  return all.map((view) => <ViewScene key={view.serial} view={view} />);
}
