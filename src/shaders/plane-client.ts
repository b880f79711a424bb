import type {
  FigureOptions,
  PlanePoint,
  PlaneReply,
  PlaneRequest,
  PlaneState,
  SideValues,
} from "./protocol.ts";
import { discard } from "./shown-picture.ts";

type Reply<Type extends PlaneReply["type"]> = Extract<PlaneReply, { type: Type }>;
export type Frame = Reply<"frame">;
export type Moved = Reply<"moved">;
export type Problem = Reply<"problem">;
export type ContextStatus = Reply<"context">["status"];
export type MapValuesReply = Pick<Reply<"values">, "width" | "height" | "values">;

/** What the page is told without asking. */
export interface PlaneEvents {
  /** A picture; the bitmap is the receiver's to show and to close. */
  frame(frame: Frame): void;
  /** The last picture, moved on; a bitmap as with `frame`, pixels only until this returns. */
  moved(moved: Moved): void;
  problem(problem: Problem): void;
  context(status: ContextStatus): void;
  /** The worker broke down. `restarted` is false when it had been restarted before: then nothing more comes. */
  crash(message: string, restarted: boolean): void;
}

/** The part of Worker that is used, so that tests can stand in. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(message: PlaneRequest, transfer?: Transferable[]): void;
  terminate(): void;
}

/** Milliseconds that a worker has to hear that a picture is not wanted: what it does in one go takes less, or too long. */
const patience = 1000;

/** Someone who waits for a longer piece of work, and may stop waiting. */
export interface Watch {
  readonly signal: AbortSignal;
  /** The share done. */
  onProgress(progress: number): void;
}

interface Waiting {
  resolve(reply: PlaneReply): void;
  reject(error: Error): void;
  readonly watch: Watch | undefined;
}

interface ClientView {
  /** The newest state given; what a restarted worker is sent. */
  latest: PlaneState;
  /** Revision of the state that the worker is drawing, null when it waits for one. */
  inFlight: number | null;
  /** A newer state than the one in flight. */
  pending: boolean;
  /** It is not to be drawn. */
  halted: boolean;
  /** Memory of a picture that was shown. */
  spare: ArrayBuffer | null;
}

function createPlaneWorker(): WorkerLike {
  return new Worker(new URL("./plane-worker.ts", import.meta.url), { type: "module", name: "plane" });
}

/**
 * The page's end of the plane worker. At most one state of each view is in flight; newer ones replace each
 * other while it is. A worker that breaks down is restarted once and given the latest states.
 */
export class PlaneClient {
  private readonly events: PlaneEvents;
  private readonly create: () => WorkerLike;
  private readonly views = new Map<string, ClientView>();
  private readonly waiting = new Map<number, Waiting>();
  private worker: WorkerLike | null = null;
  private restarts = 0;
  private lastId = 0;

  /** The worker starts at once, or where no plane is awaited with the first one shown. */
  constructor(events: PlaneEvents, create: () => WorkerLike = createPlaneWorker, isAwaited = true) {
    this.events = events;
    this.create = create;
    if (isAwaited) this.worker = this.start();
  }

  /** Shows a state; of several given quickly, the last one. */
  show(state: PlaneState): void {
    if (this.restarts === 0) this.worker ??= this.start();
    const view = this.views.get(state.viewId);
    if (!view) {
      this.views.set(state.viewId, {
        latest: state,
        inFlight: null,
        pending: true,
        halted: false,
        spare: null,
      });
    } else {
      view.latest = state;
      view.pending = true;
      view.halted = false;
    }
    this.send(state.viewId);
  }

  /**
   * Ends the work on a view's picture until it is shown a state again. A worker that is deep in it does not hear: that one
   * is ended, and another goes on with the other views.
   */
  halt(viewId: string): void {
    const view = this.views.get(viewId);
    if (!view) return;
    view.inFlight = null;
    view.pending = false;
    view.halted = true;
    const deaf = setTimeout(() => this.startOver("It was stopped."), patience);
    const heard = () => clearTimeout(deaf);
    this.ask((id) => ({ type: "halt", id, viewId })).then(heard, heard);
  }

  /** Lets what moves in a view go on; resolves when it is shown. `again`: from the beginning. */
  async move(viewId: string, seconds: number, again = false): Promise<void> {
    const view = this.views.get(viewId);
    const spare = view?.spare ?? null;
    if (view) view.spare = null;
    await this.ask<"done">((id) => ({ type: "move", id, viewId, seconds, again, spare }), undefined, spare);
  }

  /** Closes a view and frees what the worker holds for it. */
  forget(viewId: string): void {
    this.views.delete(viewId);
    this.worker?.postMessage({ type: "forget", viewId });
  }

  /** The figure of a state as a file. Rejects with a sentence when it cannot be made, or with the signal's reason. */
  async figure(state: PlaneState, figure: FigureOptions, watch: Watch): Promise<Blob> {
    return (await this.ask<"figure">((id) => ({ type: "figure", id, state, figure }), watch)).blob;
  }

  /** The lines of a state. */
  async vectors(state: PlaneState): Promise<Reply<"vectors">["layers"]> {
    return (await this.ask<"vectors">((id) => ({ type: "vectors", id, state }))).layers;
  }

  /** The map of a view as rendered, once it is final. */
  async values(viewId: string): Promise<MapValuesReply> {
    const { width, height, values } = await this.ask<"values">((id) => ({ type: "values", id, viewId }));
    return { width, height, values };
  }

  /** What the ways of float32 give at a point. */
  sides(state: PlaneState, point: PlanePoint): Promise<SideValues> {
    return this.ask<"sides">((id) => ({ type: "sides", id, state, point }));
  }

  /** Loses the graphics context; resolves when it is back. */
  async loseContext(): Promise<void> {
    await this.ask<"done">((id) => ({ type: "lose-context", id }));
  }

  /** Ends the worker; what is pending is rejected. */
  dispose(): void {
    this.worker?.terminate();
    this.worker = null;
    this.rejectAll("The plane was closed.");
    this.views.clear();
  }

  private start(): WorkerLike {
    const worker = this.create();
    worker.onmessage = (event: MessageEvent<PlaneReply>) => this.receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.crashed(event.message || "The plane worker could not be loaded.");
    };
    worker.onmessageerror = () => this.crashed("The plane worker sent a message that could not be read.");
    return worker;
  }

  private send(viewId: string): void {
    const view = this.views.get(viewId);
    if (!view?.pending || view.inFlight !== null || !this.worker) return;
    view.pending = false;
    view.inFlight = view.latest.revision;
    this.worker.postMessage({ type: "state", state: view.latest });
  }

  private receive(reply: PlaneReply): void {
    switch (reply.type) {
      case "frame":
        if (this.views.has(reply.viewId)) this.events.frame(reply);
        else reply.bitmap.close();
        this.landed(reply.viewId, reply.revision);
        break;
      case "moved":
        this.moved(reply);
        break;
      case "problem":
        if (this.views.has(reply.viewId)) this.events.problem(reply);
        this.landed(reply.viewId, reply.revision);
        break;
      case "context":
        this.events.context(reply.status);
        break;
      case "progress":
        this.waiting.get(reply.id)?.watch?.onProgress(reply.progress);
        break;
      case "failed":
        this.waiting.get(reply.id)?.reject(new Error(reply.message));
        this.waiting.delete(reply.id);
        break;
      default:
        this.waiting.get(reply.id)?.resolve(reply);
        this.waiting.delete(reply.id);
    }
  }

  private moved(reply: Moved): void {
    const view = this.views.get(reply.viewId);
    if (!view) {
      discard(reply.picture);
      return;
    }
    this.events.moved(reply);
    if ("data" in reply.picture) view.spare = reply.picture.data.buffer;
  }

  private landed(viewId: string, revision: number): void {
    const view = this.views.get(viewId);
    if (!view || view.inFlight === null || revision < view.inFlight) return;
    view.inFlight = null;
    this.send(viewId);
  }

  private ask<Type extends "figure" | "vectors" | "values" | "sides" | "done">(
    request: (id: number) => PlaneRequest,
    watch?: Watch,
    transfer: Transferable | null = null,
  ): Promise<Reply<Type>> {
    const { worker } = this;
    if (!worker) return Promise.reject(new Error("The plane worker is not running."));
    if (watch?.signal.aborted) return Promise.reject(watch.signal.reason);
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (reply) => resolve(reply as Reply<Type>), reject, watch });
      worker.postMessage(request(id), transfer ? [transfer] : []);
      watch?.signal.addEventListener("abort", () => {
        if (!this.waiting.delete(id)) return;
        this.worker?.postMessage({ type: "cancel", id });
        reject(watch.signal.reason);
      });
    });
  }

  private crashed(message: string): void {
    const restart = this.restarts === 0;
    this.restarts += 1;
    this.startOver(`The plane worker broke down: ${message}`, restart);
    this.events.crash(message, restart);
  }

  /** Ends the worker; another one, if there is to be one, is given the latest states. */
  private startOver(message: string, again = true): void {
    this.worker?.terminate();
    this.worker = again ? this.start() : null;
    this.rejectAll(message);
    for (const [viewId, view] of this.views) {
      view.inFlight = null;
      view.pending = !view.halted;
      this.send(viewId);
    }
  }

  private rejectAll(message: string): void {
    for (const { reject } of this.waiting.values()) reject(new Error(message));
    this.waiting.clear();
  }
}
