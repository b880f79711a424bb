import { createPlaneState } from "../../src/app/testing/plane-state.ts";
import { FieldCompiler } from "../../src/shaders/compiled-field.ts";
import type { LineDensity } from "../../src/shaders/protocol.ts";
import { IntegratePass } from "../../src/shaders/streamlines/integrate-pass.ts";
import { placeStreamlines } from "../../src/shaders/streamlines/place.ts";
import { spacings } from "../../src/shaders/streamlines/streamline.ts";
import { createContext, createRegl } from "../../src/shaders/webgl2-regl.ts";

/** A streamline whose points are plain numbers, to be handed to the test. */
export interface PlainLine {
  readonly points: readonly number[];
  readonly step: number;
  readonly seed: number;
  readonly closed: boolean;
}

/** What the lines are of. */
export interface Lines {
  readonly source: string;
  readonly density: LineDensity;
  readonly width: number;
  readonly height: number;
  readonly region: { readonly x: number; readonly y: number; readonly span: number };
}

const gl = createContext(new OffscreenCanvas(1, 1));
if (!gl) throw new Error("no WebGL2 with float targets");
const pass = new IntegratePass(createRegl(gl).regl);
const compiler = new FieldCompiler();

/** The lines as the plane's worker places them, integrated on the GPU. */
function lines({ source, density, width, height, region }: Lines): readonly PlainLine[] {
  const state = { ...createPlaneState({ width, height, pixelRatio: 1 }, region), source };
  const integrator = pass.integrator(compiler.compile(state), state, spacings[density]);
  return placeStreamlines(state.view, width, height, integrator).map((line) => ({
    ...line,
    points: [...line.points],
  }));
}

Object.assign(globalThis, { placing: { lines } });
