import { coordinateShare } from "../../shaders/check-bounds.ts";
import type { Legend } from "../../shaders/legend.ts";
import type { PlaneState } from "../../shaders/protocol.ts";
import type { RangeSamples } from "../../shaders/range.ts";
import { checkCount } from "../../shaders/sample-pixels.ts";
import type { ColourRange } from "../../shaders/scale.ts";
import { showsRounding } from "../../shaders/sides.ts";
import { compareSamples } from "../../shaders/space/check.ts";
import { lensOf, type Triple } from "../../shaders/space/lens.ts";
import type { SpaceCell } from "../document/document.ts";
import { planeStateOf } from "../plane/state.ts";
import type { View } from "../store/view.ts";
import { firstSamples } from "./first-samples.ts";
import { inSpace } from "./legend.ts";
import { type createMapper, subjectOf } from "./mapped.ts";
import type { SpaceNumbers } from "./numbers.ts";
import { isSolid, samplePlaces } from "./places.ts";
import type { Problems } from "./problems.ts";
import type { Progress } from "./progress.ts";
import { isPlain, rangeOf } from "./range.ts";
import type { PrepareShaders, ReadShaders } from "./space-session.ts";

/** A map is of the same values at any size. */
const anySize = { width: 1, height: 1, pixelRatio: 1 };

/** Milliseconds that a check of shaders waits for the first picture at most. */
const longestFirst = 1000;

/** Of values that no noise is known of. */
const noNoise = { noise: 0, size: 0, vanishes: false } satisfies Omit<RangeSamples, "values">;

/** What a session's samples need of it. */
interface Sampled {
  readonly view: View;
  readonly numbers: SpaceNumbers;
  readonly mapped: ReturnType<typeof createMapper>;
  readonly read: ReadShaders;
  readonly prepare: PrepareShaders;
  readonly problems: Problems;
  readonly progress: Progress;
  cell(): SpaceCell;
  /** Draws in the colours that are known now; null while there are none. */
  compose(): Legend | null;
}

/** The values of what is seen: the range of colours, and how far shaders are from float64. */
export interface Sampling {
  /** null while it is not known. */
  range(): ColourRange | null;
  /** What settings say of it. */
  settle(range: ColourRange): void;
  /** Whether values came before there was a size to draw them in. */
  isUncoloured(): boolean;
  /** The picture is drawn. */
  drawn(): void;
  /** Does what a first picture is not to wait for: once it is drawn, where it needs nothing of the worker. */
  afterFirst(work: () => void): void;
  sample(): Promise<void>;
  dispose(): void;
}

export function createSampling(
  id: string,
  { view, numbers, mapped, read, prepare, problems, progress, cell: cellNow, compose }: Sampled,
): Sampling {
  let range: ColourRange | null = null;
  /** Of what kind the values were that it was found from: those of another one are no hold for it. */
  let wasSolid = false;
  /** How often samples were asked for. */
  let samplings = 0;
  let isUncoloured = false;
  /** Told when the picture is drawn. */
  let onDrawn: (() => void) | null = null;
  /** What waits for the first picture. */
  const after: (() => void)[] = [];
  let isBegun = false;
  let isDisposed = false;

  function begin(): void {
    isBegun = true;
    for (const work of after.splice(0)) work();
  }

  /** A first picture does not wait for shaders to be compared, where that changes nothing of its colours. */
  async function drawFirst(state: PlaneState, values: Float64Array, solid: boolean): Promise<void> {
    range = rangeOf(state, { values, solid, ...noNoise }, null);
    wasSolid = solid;
    compose();
    await new Promise<void>((resolve) => {
      onDrawn = resolve;
      setTimeout(resolve, longestFirst);
    });
    onDrawn = null;
  }

  async function sample(): Promise<void> {
    const cell = cellNow();
    const { box } = cell;
    const viewed = view.store.getState();
    const subject = subjectOf(viewed, cell);
    samplings += 1;
    const serial = samplings;
    try {
      // What float64 is compared with is of the same moment, whatever has changed when it answers.
      const shader = subject && mapped(viewed, subject);
      // Values do not wait for a size of their picture.
      const state = planeStateOf({ ...viewed, plot: anySize }, 1);
      if (!subject || !shader || !state) {
        progress.sampling(false);
        compose();
        begin();
        return;
      }
      const drawn = inSpace(state);
      const scene = { ...shader, lens: lensOf(cell.camera, box, 1, 1) };
      const places = samplePlaces(cell);
      const reach = coordinateShare * Math.max(...box.low.map(Math.abs), ...box.high.map(Math.abs));
      progress.sampling(true);
      const { scale, contours } = drawn.colouring;
      if (!range && scale === "linear") prepare(shader.field.glsl, cell, contours);
      const solid = isSolid(cell);
      // Nor does it wait for the worker to begin, where its colours are soon found without.
      const first = range ? null : firstSamples(shader.field, subject, places, checkCount);
      if (first && isPlain(drawn.map, first)) await drawFirst(drawn, first.values, solid);
      begin();
      if (serial !== samplings || view.store.getState().stopped) return;
      const task = { kind: "samples", subject, places, checked: checkCount, reach } as const;
      const outcome = await numbers.run(task, undefined, id);
      if (outcome.status === "superseded") return;
      // Others were asked for since: these still give a picture its colours, as in a long drag, and say no more.
      const isLast = () => serial === samplings;
      if (outcome.status === "failed") {
        if (!isLast()) return;
        problems.set("numbers", outcome.message);
        progress.sampling(false);
        return;
      }
      problems.set("numbers", null);
      const samples = outcome.value;
      if (isLast() && !range && isPlain(drawn.map, samples)) {
        await drawFirst(drawn, samples.values, solid);
        if (!isLast()) return;
      }
      const triples = Array.from({ length: checkCount }, (_, k) => tripleAt(places, k));
      const given = isLast() ? await read(scene, triples) : null;
      if (isDisposed) return;
      const compared = given && compareSamples(given, samples);
      const known = (!showsRounding(drawn.map) && compared) || noNoise;
      range = rangeOf(drawn, { values: samples.values, solid, ...known }, solid === wasSolid ? range : null);
      wasSolid = solid;
      const legend = compose();
      isUncoloured = !legend;
      if (legend && isLast()) {
        const check = compared?.check ?? null;
        view.set({ frame: { legend, check, progress: progress.share(), backend: "webgl2" } });
        progress.sampling(false);
      }
    } catch (error) {
      begin();
      progress.sampling(false);
      problems.caught(error);
    }
  }

  return {
    range: () => range,
    settle(settled) {
      range = settled;
    },
    isUncoloured: () => isUncoloured,
    drawn() {
      // Once the page shows the picture.
      if (onDrawn) setTimeout(onDrawn);
    },
    afterFirst(work) {
      if (isBegun) work();
      else after.push(work);
    },
    sample,
    dispose() {
      isDisposed = true;
      samplings += 1;
      after.length = 0;
    },
  };
}

function tripleAt(places: Float64Array, k: number): Triple {
  return [places[3 * k] as number, places[3 * k + 1] as number, places[3 * k + 2] as number];
}
