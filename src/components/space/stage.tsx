import { createRoot, invalidate, useFrame } from "@react-three/fiber";
import { Camera, Mesh, Scene, setConsoleFunction, WebGLRenderer } from "three";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { DrawStill } from "../../app/space/export/figure.ts";
import type { PrepareShaders, ReadShaders, SpaceSession } from "../../app/space/space-session.ts";
import type { Part } from "../../shaders/part-pace.ts";
import { areWarm, programsOf, warmed, whenCompiled } from "../../shaders/space/compiled.ts";
import { boxGeometry } from "../../shaders/space/geometry.ts";
import { turnsOf } from "../../shaders/space/gpu-turns.ts";
import { createMaterials } from "../../shaders/space/materials.ts";
import { SamplesPass } from "../../shaders/space/samples.ts";
import type { SpaceScene } from "../../shaders/space/scene.ts";
import { createUniforms } from "../../shaders/space/uniforms.ts";
import { createPainter, pixelsOf, refusalOf } from "./painter.ts";
import { begin, createStageView, disposeStageView, madeBy, type StageView } from "./stage-view.ts";
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

/** How long what was drawn for someone is left there for them, in milliseconds: they take it at once, or never. */
const leftTime = 200;

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
    // What a GPU was busy with is copied when it is there.
    preserveDrawingBuffer: true,
  });
  renderer.autoClear = false;
  const samples = new SamplesPass(renderer);
  const turns = turnsOf(renderer);
  const camera = new Camera();
  const views = createStore<readonly StageView[]>(() => []);
  /** What the driver refused, and why: three asks it once for all that is made of the same GLSL. */
  const refused = new WeakMap<WebGLProgram, string>();
  let context: "ok" | "lost" | "restored" = "ok";
  let recovery: ReturnType<typeof setTimeout> | undefined;
  let serial = 0;

  renderer.debug.onShaderError = (gl, program, vertex, fragment) => {
    const log = [vertex, fragment].map((shader) => gl.getShaderInfoLog(shader) ?? "").find(Boolean) ?? "";
    const said = log.replace(/\0/g, "").trim().split("\n")[0] ?? "";
    refused.set(program, `The graphics driver refused the shader of this field: ${said}`);
  };
  const painter = createPainter(renderer, (scene) => refusalOf(renderer, scene, refused), later);
  /** A part that is drawn beside the page's, until something else is; and where it is there, how long it is left there. */
  let still: {
    readonly scene: SpaceScene;
    readonly part: Part;
    there: { readonly took: number; readonly until: number } | null;
  } | null = null;

  canvas.addEventListener("webglcontextlost", () => tell("lost"));
  canvas.addEventListener("webglcontextrestored", () => {
    // After three's own listener, which makes its resources anew.
    setTimeout(() => {
      for (const view of views.getState()) {
        view.compiled = "";
        begin(view);
      }
      tell("restored");
      invalidate();
    });
  });

  /** This frame is not over: what is asked for after it is drawn in the next one. */
  function later(): void {
    queueMicrotask(() => invalidate());
  }

  function tell(now: typeof context): void {
    context = now;
    for (const { session } of views.getState()) session.view.set({ context });
    clearTimeout(recovery);
    if (context === "restored") recovery = setTimeout(() => tell("ok"), restoredTime);
  }

  function paint(): void {
    const all = views.getState();
    if (!all.some(({ due, awaited }) => due || awaited)) return;
    // What moves by itself would take each turn, and nothing would be left there until it is taken.
    if (still?.there && performance.now() < still.there.until) {
      later();
      return;
    }
    still = null;
    painter.paint(all);
  }
  // Not in the next frame: much of its time would go by. But a page that is not seen draws nothing.
  turns.onIdle(() => {
    if (document.hidden) invalidate();
    else paint();
  });

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
      whenCompiled(renderer, scene, camera, (isLost) => {
        const programs = programsOf(renderer, scene);
        if (isLost || areWarm(programs)) return;
        renderer.setScissorTest(true);
        renderer.setScissor(0, 0, 1, 1);
        renderer.render(scene, camera);
        turns.after(() => warmed(programs));
      });
      // While these are there, what is drawn with the same text has their programs.
      setTimeout(() => {
        for (const part of parts) part.dispose();
      }, preparedTime);
    },
    read: (scene, places) => samples.read(scene, places),
    still(session, scene, part) {
      const view = views.getState().find((one) => one.session === session);
      if (!view?.scene || view.made !== madeBy(scene) || renderer.getContext().isContextLost()) return null;
      if (still?.scene === scene && still.part === part && still.there) {
        const { took } = still.there;
        still = null;
        return { canvas, left: part.left, top: canvas.height - pixelsOf(scene)[1] + part.top, took };
      }
      if (!turns.isIdle || !painter.isMade(view)) return "later";
      const standing = view.particles?.follow(scene, 1);
      if (standing && !(standing.isCarried && standing.isKnown)) return "later";
      painter.render(view, scene, 1, ...pixelsOf(scene), part);
      const drawn: NonNullable<typeof still> = { scene, part, there: null };
      still = drawn;
      turns.after((took) => {
        drawn.there = { took, until: performance.now() + leftTime };
      });
      return "later";
    },
    renderer: () => (renderer.getContext().isContextLost() ? null : renderer),
    isDrawn(session) {
      const { scene, moving } = session.store.getState();
      const view = views.getState().find((one) => one.session === session);
      if (!view || moving || view.due || view.awaited || painter.isAway(view)) return false;
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

/** The stage's scenes, and what draws them when something is due. */
function Views({ views, paint }: { views: StoreApi<readonly StageView[]>; paint: () => void }) {
  const all = useStore(views);
  useFrame(paint, 1);
  return all.map((view) => <ViewScene key={view.serial} view={view} />);
}
