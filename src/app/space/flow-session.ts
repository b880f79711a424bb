import type { StoreApi } from "zustand/vanilla";
import type { FlowArrow, FlowLines, SceneLines } from "../../shaders/space/flow.ts";
import type { SpaceBox } from "../../shaders/space/lens.ts";
import type { SpaceScene } from "../../shaders/space/scene.ts";
import type { SpaceCell } from "../document/document.ts";
import { defaultArrows, defaultStreamlines, type StreamlineSettings } from "../document/space-cell.ts";
import { coalesced } from "../latest.ts";
import { lastOf, type Numbers } from "../store/view.ts";
import { arrowPlaces, arrowsOf } from "./arrows.ts";
import type { SpaceNumbers } from "./numbers.ts";
import type { SpaceSubject } from "./protocol.ts";
import { rakeSeeds, usualRake } from "./rake.ts";

/** What is known of the flow in a cell of space. */
export interface FlowState {
  /** Done when they are as the document says; running while they only follow what moves. */
  readonly streamlines: Numbers<FlowLines>;
  /** Of lines that take their time: the share done. */
  readonly lineProgress: number | null;
  readonly arrows: Numbers<readonly FlowArrow[]>;
}

export const noFlow: FlowState = {
  streamlines: { status: "none" },
  lineProgress: null,
  arrows: { status: "none" },
};

/** Milliseconds after which a field that moved is at rest, and lines are placed afresh; and after which progress is told. */
const restTime = 350;
const patience = 500;

/** Streamlines and arrows of a cell of space, which follow the document. */
export interface Flow {
  /** What of them is drawn. */
  scene(): Pick<SpaceScene, "streamlines" | "arrows">;
  cellChanged(cell: SpaceCell, before: SpaceCell): void;
  /** The field is another one, as while a slider moves or time goes on. */
  fieldChanged(): void;
  /** Ends the making of lines; those before stay until the next change, or until they are made after all. */
  stopLines(): void;
  makeLines(): void;
  dispose(): void;
}

export function createFlow(
  numbers: SpaceNumbers,
  id: string,
  store: StoreApi<FlowState & { readonly cell: SpaceCell }>,
  subject: () => SpaceSubject | null,
  /** Does work now, or once it is in sight. */
  follow: (work: () => void) => void,
  draw: () => void,
): Flow {
  /** The last good ones, and the seeds of those that were placed last. */
  let lines: FlowLines | null = null;
  let arrows: readonly FlowArrow[] | undefined;
  let placed: Float64Array | null = null;
  let shown: SceneLines | undefined;
  let rest: ReturnType<typeof setTimeout> | null = null;
  /** Lines that follow what moves are being made, and the field has moved on since. */
  let following = false;
  let moved = false;

  function stopRest(): void {
    if (rest !== null) clearTimeout(rest);
    rest = null;
  }

  async function trace(kept: Float64Array | null): Promise<void> {
    stopRest();
    const own = subject();
    const { cell, streamlines } = store.getState();
    const settings = cell.streamlines ?? defaultStreamlines;
    if (!settings.on || !own) {
      numbers.cancel("streamlines", id);
      lines = null;
      placed = null;
      store.setState({ streamlines: { status: "none" }, lineProgress: null });
      return draw();
    }
    const { box } = cell;
    store.setState({ streamlines: { status: "running", last: lastOf(streamlines) } });
    following = kept !== null;
    moved = false;
    const began = performance.now();
    const outcome = await numbers.run(
      {
        kind: "streamlines",
        subject: own,
        box,
        density: settings.density,
        seeds: seedsOf(settings, box),
        kept,
      },
      (lineProgress) => {
        if (performance.now() - began > patience) store.setState({ lineProgress });
      },
      id,
    );
    if (outcome.status === "superseded") return;
    following = false;
    if (outcome.status === "failed") {
      store.setState({ streamlines: outcome, lineProgress: null });
      return;
    }
    lines = outcome.value;
    if (kept === null) placed = placesOf(lines);
    store.setState({
      streamlines: kept ? { status: "running", last: lines } : outcome,
      lineProgress: null,
    });
    draw();
    if (moved) void trace(kept);
    else if (kept) rest = setTimeout(() => follow(afresh), restTime);
  }

  const afresh = coalesced(() => void trace(null));
  const again = coalesced(() => {
    // What follows is quick: it is waited for, so that lines are seen to move and not only to have moved.
    if (following) moved = true;
    else {
      const { cell } = store.getState();
      void trace((cell.streamlines ?? defaultStreamlines).seeds === "even" ? placed : null);
    }
  });

  const point = coalesced(async () => {
    const own = subject();
    const { cell, arrows: before } = store.getState();
    const settings = cell.arrows ?? defaultArrows;
    const wanted = own && (settings.on || settings.slices) ? arrowPlaces(cell, settings) : null;
    if (!own || !wanted) {
      numbers.cancel("vectors", id);
      arrows = undefined;
      store.setState({ arrows: { status: "none" } });
      return draw();
    }
    store.setState({ arrows: { status: "running", last: lastOf(before) } });
    const outcome = await numbers.run(
      { kind: "vectors", subject: own, places: wanted.places },
      undefined,
      id,
    );
    if (outcome.status === "superseded") return;
    if (outcome.status === "done") arrows = arrowsOf(wanted, outcome.value, settings.scaled);
    store.setState({ arrows: outcome.status === "done" ? { status: "done", value: arrows ?? [] } : outcome });
    draw();
  });

  function cellChanged(cell: SpaceCell, before: SpaceCell): void {
    const [now, then] = [cell.streamlines ?? defaultStreamlines, before.streamlines ?? defaultStreamlines];
    const isOther = (["on", "seeds", "density", "rake", "hand"] as const).some(
      (name) => now[name] !== then[name],
    );
    const isPlaced = cell.box !== before.box || cell.section !== before.section;
    if (isOther || (now.on && isPlaced)) follow(afresh);
    else if (now !== then) follow(draw);
    const settings = cell.arrows ?? defaultArrows;
    const placed =
      isPlaced || (settings.slices && (cell.slices !== before.slices || cell.plane !== before.plane));
    if (cell.arrows !== before.arrows || (placed && (settings.on || settings.slices))) follow(point);
  }

  function fieldChanged(): void {
    const { streamlines, arrows: own } = store.getState().cell;
    if (streamlines?.on) follow(again);
    if (own?.on || own?.slices) follow(point);
  }
  fieldChanged();

  return {
    scene() {
      const { shape, width, colour } = store.getState().cell.streamlines ?? defaultStreamlines;
      const isSame =
        shown?.lines === lines && shown?.shape === shape && shown.width === width && shown.colour === colour;
      if (!isSame) shown = lines ? { lines, shape, width, colour } : undefined;
      return { streamlines: lines ? shown : undefined, arrows };
    },
    cellChanged,
    fieldChanged,
    stopLines() {
      stopRest();
      numbers.cancel("streamlines", id);
      following = false;
      store.setState({ streamlines: { status: "stopped" }, lineProgress: null });
    },
    makeLines: () => follow(afresh),
    dispose() {
      stopRest();
      numbers.cancel("streamlines", id);
      numbers.cancel("vectors", id);
    },
  };
}

/** Where lines begin that are not placed evenly; null for those that are. */
function seedsOf({ seeds, rake, hand }: StreamlineSettings, box: SpaceBox): Float64Array | null {
  if (seeds === "even") return null;
  return Float64Array.from((seeds === "hand" ? hand : rakeSeeds(rake ?? usualRake(box))).flat());
}

function placesOf({ points, seeds }: FlowLines): Float64Array {
  return Float64Array.from([...seeds].flatMap((seed) => [...points.subarray(3 * seed, 3 * seed + 3)]));
}
