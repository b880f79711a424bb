import type { Framebuffer2D, Regl } from "regl";
import { arrowGrid } from "../arrows/arrow-grid.ts";
import { GlyphBuffer, GlyphPass } from "../arrows/glyph-pass.ts";
import type { CompiledField, FieldCompiler } from "../compiled-field.ts";
import { type Lic, LicPass } from "../lic/lic-pass.ts";
import { carriedMesh } from "../mesh/carried-mesh.ts";
import { meshReach, meshShare } from "../mesh/mesh-course.ts";
import { type Motion, type MotionStep, trailTime } from "../motion.ts";
import { choosePlotter } from "../particles/choose-plotter.ts";
import type { DotPlotter, DotStyle } from "../particles/dots.ts";
import { Flight, type Flow, pixelsOf } from "../particles/flight.ts";
import { Marks } from "../particles/marks.ts";
import { StepPass } from "../particles/step-pass.ts";
import type { PixelGrid } from "../pixels.ts";
import type { PlaneState } from "../protocol.ts";
import type { PicturePixels } from "../shown-picture.ts";
import { lineColours } from "../streamlines/line-style.ts";
import { RibbonBuffers, type RibbonPass } from "../streamlines/ribbon-pass.ts";
import { ribbonGeometry } from "../streamlines/ribbons.ts";
import type { Streamline } from "../streamlines/streamline.ts";
import type { Tile } from "../tile.ts";
import { ComposePass, type MarkVeil } from "./compose-pass.ts";
import { composePixels, type Ink } from "./compose-pixels.ts";
import { crowdCovers, tickOf, trailCovers } from "./covers.ts";
import { flowRate } from "./flow-rate.ts";
import { LayerCache } from "./layer-cache.ts";

/** A tile of a picture that is to be painted on the canvas. */
export interface Scene {
  readonly state: PlaneState;
  readonly compiled: CompiledField;
  readonly compiler: FieldCompiler;
  readonly motion: Motion;
  readonly grid: PixelGrid;
  readonly tile: Tile;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** Paints the map, or the ground where there is none. */
  readonly ground: (framebuffer: Framebuffer2D | null) => void;
  /** Draws the streamlines. */
  readonly lines: (framebuffer: Framebuffer2D | null) => void;
}

/** Particles from which on a step leaves one dot each: there are no gaps to fill. */
const manyParticles = 200_000;
const mostDots = 8;
/** CSS pixels a second of what moves fast: what dots of trails are spaced by. */
const fastPace = 200;
/** Crowds are carried so much slower than trails, to be watched. */
const crowdPace = 0.3;
/** Where crowds are looked at, fewer particles than this are larger. */
const fewParticles = 60_000;

/**
 * Paints all layers of pictures. Over the map lie noise, then arrows, mesh and streamlines, then what moves: particles, and
 * a mesh that is carried along. Where there is noise, which may move, too, particles lie below the lines: lines are then
 * drawn with every frame, and else once.
 */
export class LayerPainter {
  private readonly regl: Regl;
  private readonly ribbons: RibbonPass;
  private readonly composePass: ComposePass;
  private readonly licPass: LicPass;
  private readonly glyphPass: GlyphPass;
  private readonly stepPass: StepPass;
  private plotter: DotPlotter | null = null;

  constructor(regl: Regl, ribbons: RibbonPass) {
    this.regl = regl;
    this.ribbons = ribbons;
    this.composePass = new ComposePass(regl);
    this.licPass = new LicPass(regl);
    this.glyphPass = new GlyphPass(regl);
    this.stepPass = new StepPass(regl);
  }

  createCache(): LayerCache {
    return new LayerCache();
  }

  /** The whole picture. */
  paint(scene: Scene, cache: LayerCache): void {
    const { particles, texture, mesh } = scene.state.layers;
    cache.rate = flowRate(scene.compiled, scene.state);
    if (!particles.on && !texture.on && !(mesh.on && mesh.moving)) {
      scene.ground(null);
      this.drawVectors(scene, cache, null);
      return;
    }
    const base = cache.baseOf(this.regl, scene.tile.width, scene.tile.height);
    scene.ground(base);
    cache.basePainted();
    if (!texture.on) this.drawVectors(scene, cache, base);
    this.move(scene, cache);
  }

  /** What moves, over what was painted last: on the canvas. */
  move(scene: Scene, cache: LayerCache): void {
    const { state, tile, motion } = scene;
    const { texture, mesh, particles } = state.layers;
    const { width, height } = tile;
    this.composePass.draw(cache.baseOf(this.regl, width, height), width, height, {
      lic: texture.on ? this.licOf(scene, cache) : null,
      drift: texture.moving ? motion.time : null,
      particles: particles.on ? this.particlesOf(scene, cache) : null,
    });
    if (texture.on) this.drawVectors(scene, cache, null);
    if (mesh.on && mesh.moving) this.drawMesh(scene, cache, meshShare(motion.time), null);
  }

  /**
   * What moves, over what was painted last, as pixels: where the CPU makes the marks and nothing else moves it lays them, too,
   * into the spare memory if that is as large. Software renderers take longer for a pass over all pixels, and much longer to
   * hand its result over. Null where it takes the canvas.
   */
  pixels(scene: Scene, cache: LayerCache, spare: ArrayBuffer | null): PicturePixels | null {
    const { texture, mesh, particles } = scene.state.layers;
    if (!this.plotter?.here || !particles.on || texture.on || (mesh.on && mesh.moving)) return null;
    const { width, height } = scene.tile;
    const size = 4 * width * height;
    const buffer = spare?.byteLength === size ? spare : new ArrayBuffer(size);
    const { marks, now, covers, ink } = this.particlesOf(scene, cache);
    const below = cache.belowOf(this.regl, width, height);
    composePixels(below, marks, now, covers.table, ink, new Uint32Array(buffer));
    return { width, height, data: new Uint8ClampedArray(buffer) };
  }

  private particlesOf(scene: Scene, cache: LayerCache): MarkVeil {
    const { state, motion } = scene;
    const marks = this.marksOf(scene, cache);
    const [red, green, blue, cover] = lineColours[state.theme].ink;
    const crowd = marks.kind === "counts" ? crowdOf(cache.flight, scene) : null;
    const covers = cache.covers.for(JSON.stringify([cover, crowd]), () => {
      const table = crowd === null ? trailCovers(cover) : crowdCovers(cover, crowd);
      const texture = this.regl.texture({ width: table.length, height: 1, format: "luminance", data: table });
      return { table, texture };
    });
    const ink: Ink = [Math.round(255 * red), Math.round(255 * green), Math.round(255 * blue)];
    return { marks, covers, ink, now: Math.fround(tickOf(motion.time)) };
  }

  private drawVectors(scene: Scene, cache: LayerCache, framebuffer: Framebuffer2D | null): void {
    const { state, tile, ratio, compiled } = scene;
    const { arrows, mesh } = state.layers;
    if (arrows.on) {
      const key = keyOf(scene, arrows);
      const buffer = cache.glyphs.for(key, () => new GlyphBuffer(this.regl, arrowGrid(compiled, state)));
      this.glyphPass.draw(buffer, tile, state.theme, ratio, framebuffer);
    }
    if (mesh.on && !mesh.moving) this.drawMesh(scene, cache, mesh.share, framebuffer);
    scene.lines(framebuffer);
  }

  private drawMesh(scene: Scene, cache: LayerCache, share: number, framebuffer: Framebuffer2D | null): void {
    const { state, tile, ratio } = scene;
    const buffers = new RibbonBuffers(this.regl, {
      ...ribbonGeometry(this.meshOf(scene, cache, share)),
      arrows: [],
    });
    this.ribbons.draw(buffers, tile, state.theme, ratio, framebuffer);
    buffers.destroy();
  }

  private meshOf(scene: Scene, cache: LayerCache, share: number): readonly Streamline[] {
    const { compiled, state } = scene;
    const key = keyOf(scene, cache.rate);
    return cache.mesh.for(key, () => carriedMesh(compiled, state, cache.rate * meshReach)).at(share);
  }

  private licOf(scene: Scene, cache: LayerCache): Lic {
    const { compiled, state, grid, tile, ratio } = scene;
    return cache.lic.for(keyOf(scene, [tile, ratio]), () =>
      this.licPass.draw(compiled, state.time, grid, tile, ratio),
    );
  }

  /** The marks of the particles, carried as far as the motion. */
  private marksOf(scene: Scene, cache: LayerCache): Marks {
    const { state, motion, grid, tile, ratio } = scene;
    const { particles } = state.layers;
    if (!cache.flight?.serves(state, motion)) {
      cache.flight?.destroy();
      cache.flight = new Flight(this.regl, state, motion);
      cache.marks.clear();
    }
    const { flight } = cache;
    const trailsFrom = flight.history.trailsIn(state.view);
    const kind = particles.density ? "counts" : "stamps";
    // Trails are of one view: where it moves they begin anew.
    const marks = cache.marks.for(JSON.stringify([kind, state.view, ratio, tile]), () => {
      return new Marks(this.regl, kind, tile.width, tile.height);
    });
    this.plotter ??= choosePlotter(this.regl);
    const { plotter } = this;
    const style = (step: MotionStep | null): DotStyle => ({
      view: pixelsOf(flight, state.view, state, ratio),
      size: [grid.width, grid.height],
      corner: [tile.x, tile.y],
      dot: Math.max(1, Math.round(ratio)) * (particles.density && flight.count < fewParticles ? 2 : 1),
      dots: step ? dotsOf(step, particles.speed, ratio, flight.count) : 1,
    });
    flight.follow(this.stepPass, state, flowsOf(this.regl, scene, cache.rate), (step) => {
      const time = step.from + step.seconds;
      // What would have faded by now need not be drawn.
      if (kind === "stamps" && step.serial >= trailsFrom && motion.time - time < trailTime)
        plotter.stamp(flight, style(step), marks, tickOf(time));
    });
    if (kind === "counts") plotter.count(flight, style(null), marks);
    return marks;
  }
}

/** What carries particles in a state. Where steps are made once more that is not always the scene's, whose rate is known. */
function flowsOf(regl: Regl, scene: Scene, rate: number): (state: PlaneState) => Flow {
  let last: { readonly of: PlaneState; readonly flow: Flow } | null = null;
  return (state) => {
    if (last?.of === state) return last.flow;
    const compiled = scene.compiler.compile(state);
    const { particles } = state.layers;
    const pace = particles.speed * (particles.density ? crowdPace : 1);
    const flow = {
      field: {
        glsl: compiled.fieldGlsl(),
        parameters: compiled.bindings(state.time).parameters,
        time: state.time,
      },
      // The scene's weights are in place.
      within: (draw: () => void) =>
        state === scene.state || !compiled.sliced ? draw() : compiled.sliced.draw(regl, draw),
      rate: pace * (state === scene.state ? rate : flowRate(compiled, state)),
    };
    last = { of: state, flow };
    return flow;
  };
}

function dotsOf({ seconds }: MotionStep, speed: number, ratio: number, count: number): number {
  if (count >= manyParticles) return 1;
  return Math.min(mostDots, Math.max(1, Math.ceil((fastPace * speed * seconds * ratio) / 2)));
}

/** Particles to a dot's pixels where nothing has moved yet. */
function crowdOf(flight: Flight | null, { ratio, state }: Scene): number {
  return flight ? flight.count / (flight.spread(state) * ratio * ratio) : 1;
}

function keyOf({ state, compiled }: Scene, more: unknown): string {
  const { view, width, height, time } = state;
  return JSON.stringify([
    compiled.fieldGlsl(),
    [...compiled.bindings(time).parameters],
    time,
    view,
    width,
    height,
    more,
  ]);
}
