import anvaka from "@anvaka/streamlines";
import { createPlaneState } from "../src/app/testing/plane-state.ts";
import { FieldCompiler } from "../src/shaders/compiled-field.ts";
import { cpuIntegrator } from "../src/shaders/streamlines/cpu-integrator.ts";
import { type Evenness, evennessOf } from "../src/shaders/streamlines/evenness.ts";
import { IntegratePass } from "../src/shaders/streamlines/integrate-pass.ts";
import { placeStreamlines } from "../src/shaders/streamlines/place.ts";
import { type Integrator, spacingOf } from "../src/shaders/streamlines/streamline.ts";
import { createContext, createRegl } from "../src/shaders/webgl2-regl.ts";

/** What was placed, in pixels of the plot, and how long it took. */
interface Placed {
  readonly milliseconds: number;
  readonly lines: readonly Float32Array[];
}

/** A plot of [−5, 5]² whose pixel is the step of 0.01; lines stand 0.05 apart and end at half of it. */
const side = 1000;
const span = 10;
const spacing = spacingOf(5, 1, 0, 8);

const state = {
  ...createPlaneState({ width: side, height: side, pixelRatio: 1 }, { x: 0, y: 0, span }),
  source: "F(x, y) = (sin(y), cos(x))",
};

async function theirs(): Promise<Placed> {
  const lines: (readonly { readonly x: number; readonly y: number }[])[] = [];
  const start = performance.now();
  await anvaka({
    vectorField: ({ x, y }) => ({ x: Math.sin(y), y: Math.cos(x) }),
    boundingBox: { left: -span / 2, top: -span / 2, width: span, height: span },
    dSep: (spacing.separation * span) / side,
    dTest: (spacing.test * span) / side,
    timeStep: (spacing.point * span) / side,
    // In one go: by default it waits for a timer after every ten lines.
    stepsPerIteration: Number.POSITIVE_INFINITY,
    maxTimePerIteration: Number.POSITIVE_INFINITY,
    onStreamlineAdded: (points) => lines.push(points),
  }).run();
  const milliseconds = performance.now() - start;
  const scale = side / span;
  const pixels = lines.map((points) =>
    Float32Array.from(points.flatMap(({ x, y }) => [side / 2 + scale * x, side / 2 - scale * y])),
  );
  return { milliseconds, lines: pixels };
}

function ours(integrator: Integrator): Placed {
  const start = performance.now();
  const lines = placeStreamlines(state.view, side, side, integrator);
  return { milliseconds: performance.now() - start, lines: lines.map(({ points }) => points) };
}

/** The ways to place lines. Ours also with steps of the integration no longer than theirs. */
function ways(): readonly (readonly [string, () => Placed | Promise<Placed>])[] {
  const compiled = new FieldCompiler().compile(state);
  const gl = createContext(new OffscreenCanvas(1, 1));
  if (!gl) throw new Error("no WebGL2 with float targets");
  const pass = new IntegratePass(createRegl(gl).regl);
  const short = { ...spacing, steps: 1 };
  return [
    ["@anvaka/streamlines", theirs],
    ["ours, WebGL", () => ours(pass.integrator(compiled, state, spacing))],
    ["ours, WebGL, steps of 0.01", () => ours(pass.integrator(compiled, state, short))],
    ["ours, no WebGL", () => ours(cpuIntegrator(compiled, state, spacing))],
    ["ours, no WebGL, steps of 0.01", () => ours(cpuIntegrator(compiled, state, short))],
  ];
}

const all = ways();
const latest: (readonly Float32Array[])[] = [];

/** What the benchmark calls, by the places of the ways. */
Object.assign(globalThis, {
  placing: {
    names: all.map(([name]) => name),
    async time(which: number): Promise<number> {
      const { milliseconds, lines } = await (all[which] as (typeof all)[number])[1]();
      latest[which] = lines;
      return milliseconds;
    },
    evenness(which: number): Evenness {
      const lines = (latest[which] ?? []).map((points) => ({ points, step: spacing.point }));
      return evennessOf(lines, spacing, side, side);
    },
  },
});
