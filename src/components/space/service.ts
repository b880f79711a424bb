import type { Document } from "../../app/document/document.ts";
import { defaultSpace } from "../../app/document/space-cell.ts";
import type { Session } from "../../app/session.ts";
import { createSpaceNumbers, type SpaceNumbers } from "../../app/space/numbers.ts";
import { createSpaceSession, type ReadShaders, type SpaceSession } from "../../app/space/space-session.ts";
import { createNotebook, type Notebook } from "../../app/store/notebook.ts";
import { installMoreColours } from "../../shaders/more-colours.ts";
import type { SurfaceHit } from "../../shaders/space/hits.ts";
import type { Ray, Triple } from "../../shaders/space/lens.ts";
import { clouds } from "./clouds.ts";
import { createStage, type Stage } from "./stage.tsx";

/** What all cells of space of a page share: a worker, and a stage with one context. */
interface SpaceService {
  /** null where there is no WebGL2. */
  readonly stage: Stage | null;
  /** Asks for the numbers of a cell's picture before it is opened. */
  prepare(id: string): void;
  /**
   * Does what the first cell of a document would ask for, or a new one of this page's: what it is computed and drawn by is
   * warm, should it be there soon.
   */
  rehearse(document?: Document): void;
  open(id: string): SpaceSession;
}

const withoutStage = "Space needs WebGL2, which this browser does not offer here; the numbers are right.";

/** How long a cell that is rehearsed may take, in milliseconds. */
const rehearsalTime = 5000;

/** Its picture: small, as the shaders' first pixel takes longer than all others. */
const rehearsedPlot = { width: 64, height: 48, pixelRatio: 1 };

const services = new WeakMap<Session, SpaceService>();

export function spaceService(session: Session): SpaceService {
  const made = services.get(session) ?? createService(session);
  services.set(session, made);
  return made;
}

function createService({ notebook }: Session): SpaceService {
  installMoreColours();
  const numbers: SpaceNumbers = createSpaceNumbers();
  const stage = stageOrNone();
  const open = new Map<string, SpaceSession>();
  const prepared = new Map<string, SpaceSession>();
  exposeSpace(open, stage);
  const read: ReadShaders = async (scene, places) => stage?.read(scene, places) ?? null;
  const make = (id: string, notebook: Notebook) =>
    createSpaceSession(notebook, id, numbers, read, stage ? null : withoutStage, stage?.prepare);
  let rehearsed: Document | null = null;
  return {
    stage,
    prepare(id) {
      const made = make(id, notebook);
      // More than is asked for at first is not done until it is seen.
      made.seen(false);
      prepared.set(id, made);
    },
    rehearse(wanted = notebook.store.getState().document) {
      const { document } = notebook.store.getState();
      if (wanted === rehearsed || open.size > 0) return;
      rehearsed = wanted;
      const own = wanted === document ? undefined : wanted.cells.find(({ kind }) => kind === "space");
      const cell = own ?? defaultSpace("rehearsed");
      const cells = own ? wanted.cells : [...wanted.cells, cell];
      const alone = make(cell.id, createNotebook({ ...wanted, cells }));
      alone.view.set({ plot: rehearsedPlot });
      const paper = globalThis.document.createElement("canvas").getContext("2d");
      const leave = paper && stage?.add(alone, paper);
      alone.seen(false);
      setTimeout(() => {
        leave?.();
        alone.dispose();
        rehearsed = null;
      }, rehearsalTime);
    },
    open(id) {
      const made = prepared.get(id) ?? make(id, notebook);
      prepared.delete(id);
      const session: SpaceSession = {
        ...made,
        dispose() {
          if (open.get(id) === session) open.delete(id);
          made.dispose();
        },
      };
      open.set(id, session);
      return session;
    },
  };
}

function stageOrNone(): Stage | null {
  try {
    return createStage();
  } catch {
    return null;
  }
}

/** What `window.deldot` has for tests and the curious once there is a cell of space. */
export interface SpaceInspector {
  /** Whether all that is in sight stands as it should, and its numbers are there. */
  isSettled(): boolean;
  state(id: string): ReturnType<SpaceSession["store"]["getState"]> | undefined;
  /** The map at places of the world as shaders give it: float32. */
  values(id: string, places: readonly Triple[]): Promise<Float32Array | null> | undefined;
  /** Particles as the GPU has them: x, y and z in the unit box, and less than 0 where one is not seen. */
  particles(id: string): Float32Array | null;
  /** How much of each is seen through what is before it, 0 … 1; null where that is not asked. */
  clearances(id: string): Float32Array | null;
  /** Where rays meet its surfaces first, as shaders have it. */
  hits(id: string, rays: readonly Ray[]): Promise<(SurfaceHit | null)[]>;
  loseContext(): Promise<void> | undefined;
}

declare global {
  interface Window {
    deldotSpace?: SpaceInspector;
  }
}

function exposeSpace(open: ReadonlyMap<string, SpaceSession>, stage: Stage | null): void {
  window.deldotSpace = {
    isSettled: () =>
      [...open.values()].every((session) => {
        if (session.rests()) return true;
        const { drawing, frame, picture } = session.view.store.getState();
        if (!picture) return true;
        const { reading, pinned, surfaces, streamlines, arrows } = session.store.getState();
        const numbers = [reading, pinned, streamlines, arrows, session.body.store.getState().figures];
        const isComputing =
          drawing || surfaces.isWaiting || numbers.some(({ status }) => status === "running");
        return !isComputing && frame !== null && stage?.isDrawn(session) === true;
      }),
    state: (id) => open.get(id)?.store.getState(),
    values: (id, places) => open.get(id)?.values(places),
    particles(id) {
      const session = open.get(id);
      return (session && clouds.get(session)?.places()) ?? null;
    },
    clearances(id) {
      const session = open.get(id);
      return (session && clouds.get(session)?.clearances()) ?? null;
    },
    async hits(id, rays) {
      const scene = open.get(id)?.store.getState().scene;
      return (scene && stage && (await (await import("./seeing.ts")).surfaceHits(stage, scene, rays))) || [];
    },
    loseContext: () => stage?.loseContext(),
  };
}
