import type { Legend } from "../../shaders/legend.ts";
import { PlaneProblem } from "../../shaders/plane-problem.ts";
import { checkCount } from "../../shaders/sample-pixels.ts";
import { type ColourRange, type Scale, thresholdOf } from "../../shaders/scale.ts";
import { evenLevels, exactShare } from "../../shaders/space/levels.ts";
import type { SpaceField } from "../../shaders/space/space-field.ts";
import type { SpaceSurfaces } from "../../shaders/space/surfaces.ts";
import type { SpaceCell } from "../document/document.ts";
import { createLevelRange } from "./level-range.ts";
import type { SpaceNumbers } from "./numbers.ts";
import { samplePlaces } from "./places.ts";
import type { SpaceSubject } from "./protocol.ts";

/** What the page tells of the surfaces of a cell. */
export interface SurfacesKnown {
  /** In the order of the document; empty while there are none. */
  readonly levels: readonly number[];
  /** What they are levels of is between these in the box; null while that is not known. */
  readonly range: ColourRange | null;
  /** Why there are none; null where there is no reason. */
  readonly problem: string | null;
  readonly isWaiting: boolean;
}

export const noSurfaces: SurfacesKnown = { levels: [], range: null, problem: null, isWaiting: false };

const flat = "It is the same all over the box, but for rounding: there are no surfaces.";

/** What surfaces are drawn in the light of. */
interface Picture {
  readonly field: SpaceField;
  readonly subject: SpaceSubject;
  readonly legend: Legend;
  readonly scale: Scale;
}

/** The surfaces of one cell, whose levels are told by the quantity's range in the box. */
export interface Surfaces {
  /** null where there are none; the same as before while it says the same. */
  of(cell: SpaceCell, picture: Picture): SpaceSurfaces | null;
  known(): SurfacesKnown;
  dispose(): void;
}

/** `changed` is called when what was waited for has come. */
export function createSurfaces(numbers: SpaceNumbers, id: string, changed: () => void): Surfaces {
  const purpose = `surfaces of ${id}`;
  let last: SpaceSurfaces | null = null;
  let known = noSurfaces;
  /** What the range is of, or what it is asked for of. */
  let asked = "";
  let levelRange = createLevelRange();
  let range: ColourRange | null = null;
  let isFlat = false;
  let problem: string | null = null;
  let isWaiting = false;

  /** Asks for the quantity's range all over the box; that of before stands while another one is on its way. */
  function askRange(subject: SpaceSubject, box: SpaceCell["box"]): void {
    const key = JSON.stringify([subject, box]);
    if (asked === key) return;
    // What is of something else altogether is no range for this.
    if (!asked.includes(JSON.stringify(subject.quantity))) {
      levelRange = createLevelRange();
      range = null;
    }
    asked = key;
    isWaiting = true;
    problem = null;
    const places = samplePlaces({ box, slices: { at: box.low, shown: [false, false, false] } });
    const task = { kind: "samples", subject, places, checked: checkCount, reach: 0 } as const;
    void numbers.run(task, undefined, purpose).then((outcome) => {
      if (outcome.status === "superseded") return;
      if (outcome.status === "done") ({ range, isFlat } = levelRange(outcome.value));
      // Others were asked for since: these still give levels, as in a long drag.
      if (asked !== key) return changed();
      isWaiting = false;
      problem = outcome.status === "failed" ? outcome.message : null;
      changed();
    });
  }

  function made(cell: SpaceCell, { field, subject, legend, scale }: Picture): SpaceSurfaces | null {
    const { surfaces, box } = cell;
    if (!surfaces?.on) {
      known = noSurfaces;
      return null;
    }
    // The map itself, however it is computed, or another quantity as it is.
    const { quantity } = surfaces;
    const isMap = quantity === undefined || (quantity === field.quantity && !subject.map);
    try {
      const shader = field.surface(isMap ? null : quantity);
      const isSettled = isMap && cell.range.mode !== "auto";
      if (!isSettled) askRange(isMap ? subject : { ...subject, quantity, map: null }, box);
      const own = isSettled ? { low: legend.low, high: legend.high } : range;
      if (!own) {
        known = { ...noSurfaces, problem, isWaiting };
        return null;
      }
      if (isFlat && !isSettled) {
        known = { ...noSurfaces, problem: flat, isWaiting };
        return null;
      }
      const colours = isMap ? legend : { ...own, threshold: thresholdOf(scale, own) };
      const levels =
        typeof surfaces.levels === "number"
          ? evenLevels(own, colours.threshold, surfaces.levels)
          : surfaces.levels;
      known = { levels, range: own, problem, isWaiting: isWaiting && !isSettled };
      return {
        shader,
        levels: [...levels].sort((a, b) => a - b),
        opacity: surfaces.opacity,
        exact: exactShare * (own.high - own.low),
        range: { low: colours.low, high: colours.high },
        threshold: colours.threshold,
      };
    } catch (error) {
      if (!(error instanceof PlaneProblem)) throw error;
      known = { ...noSurfaces, problem: error.message };
      return null;
    }
  }

  return {
    of(cell, picture) {
      const next = made(cell, picture);
      const isSame = last && next && last.shader.glsl === next.shader.glsl && saysOf(last) === saysOf(next);
      // Other weights in the same layout have the same text.
      if (!isSame || last?.shader.weights !== next?.shader.weights) last = next;
      return last;
    },
    known: () => known,
    dispose: () => numbers.cancel("samples", purpose),
  };
}

function saysOf({ shader: _, ...said }: SpaceSurfaces): string {
  return JSON.stringify(said);
}
