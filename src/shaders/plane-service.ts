import { Motion } from "./motion.ts";
import { PlaneProblem } from "./plane-problem.ts";
import type { Order, PlaneReply, PlaneRequest, PlaneState } from "./protocol.ts";
import type { PlaneRenderer } from "./renderer.ts";
import { ShaderError } from "./shader-error.ts";
import { discard } from "./shown-picture.ts";

/** What the service needs from the place it runs in. */
export interface ServiceHost {
  post(reply: PlaneReply, transfer: readonly Transferable[]): void;
  /** Runs a task after the messages that already wait. */
  defer(task: () => void): void;
  now(): number;
  /** Loses the graphics context and has it restored; false where there is none. */
  loseContext(): boolean;
}

/** Milliseconds between pictures while probes are being drawn: the noise settles before one's eyes. */
const settlingTime = 120;
/** Pictures take at most one part in so many of the time: the rest draws probes. */
const settlingShare = 6;

interface View {
  state: PlaneState;
  /** The state has not been drawn yet. */
  stale: boolean;
  progress: number;
  drawnAt: number;
  /** Milliseconds that the last picture took. */
  drawTime: number;
  /** Requests for values that wait for the final picture. */
  readonly waiting: number[];
  /** How the picture has moved since it last began to, and what it began with. */
  motion: Motion;
  motionKey: string;
  /** Requests to move that wait for their picture. */
  readonly moves: number[];
  /** Memory for the next picture that moves. */
  spare: ArrayBuffer | null;
}

/**
 * The plane worker without its worker: keeps the latest state of every view, draws what changed and nothing else,
 * one view at a time, and goes on drawing probes while a picture is not final.
 */
export class PlaneService {
  private readonly host: ServiceHost;
  private readonly views = new Map<string, View>();
  private renderer: PlaneRenderer | null = null;
  private scheduled = false;
  /** Requests to lose the context that wait for it to come back. */
  private readonly losing: number[] = [];
  /** Figures that are being made. */
  private readonly ordered = new Set<number>();

  /** A renderer that is still being loaded is null, and given to `begin`. */
  constructor(host: ServiceHost, renderer: PlaneRenderer | null) {
    this.host = host;
    if (renderer) this.begin(renderer);
  }

  /** Draws what waits to be drawn, with the first renderer. */
  begin(renderer: PlaneRenderer): void {
    this.renderer = renderer;
    const status = renderer.backend === "cpu" ? "unavailable" : "ok";
    this.host.post({ type: "context", status }, []);
    this.schedule();
  }

  receive(request: PlaneRequest): void {
    switch (request.type) {
      case "state":
        this.accept(request.state);
        break;
      case "forget":
        this.forget(request.viewId);
        break;
      case "halt":
        this.close(request.viewId);
        this.host.post({ type: "done", id: request.id }, []);
        break;
      case "move":
        this.moveView(request);
        break;
      case "values":
        this.askValues(request.viewId, request.id);
        break;
      case "figure":
      case "vectors":
        this.ordered.add(request.id);
        this.order(request)
          .catch((error) => this.fail(request.id, error))
          .then(() => this.ordered.delete(request.id));
        break;
      case "cancel":
        this.ordered.delete(request.id);
        break;
      case "sides":
        this.sides(request);
        break;
      case "lose-context":
        this.losing.push(request.id);
        if (!this.host.loseContext()) this.contextBack();
    }
  }

  /** The context is gone; views keep their states and wait. */
  contextLost(): void {
    this.renderer?.dispose();
    this.renderer = null;
    this.host.post({ type: "context", status: "lost" }, []);
  }

  /** A new renderer, which knows nothing: everything is drawn again. */
  contextRestored(renderer: PlaneRenderer): void {
    this.renderer = renderer;
    for (const view of this.views.values()) view.stale = true;
    this.host.post({ type: "context", status: "restored" }, []);
    this.contextBack();
  }

  private contextBack(): void {
    for (const id of this.losing.splice(0)) this.host.post({ type: "done", id }, []);
    this.schedule();
  }

  private accept(state: PlaneState): void {
    const view = this.views.get(state.viewId);
    if (view && state.revision < view.state.revision) return;
    const motionKey = beginningOf(state);
    if (view) {
      view.state = state;
      view.stale = true;
      if (view.motionKey !== motionKey) view.motion = new Motion(state.view);
      view.motionKey = motionKey;
    } else {
      const motion = new Motion(state.view);
      const begun = {
        stale: true,
        progress: 0,
        drawnAt: 0,
        drawTime: 0,
        waiting: [],
        moves: [],
        spare: null,
      };
      this.views.set(state.viewId, { ...begun, state, motion, motionKey });
    }
    this.schedule();
  }

  private moveView({ id, viewId, seconds, again, spare }: Extract<PlaneRequest, { type: "move" }>): void {
    const view = this.views.get(viewId);
    if (!view) {
      this.fail(id, new PlaneProblem("There is no such view."));
      return;
    }
    if (again) view.motion = new Motion(view.state.view);
    view.motion.advance(seconds);
    view.moves.push(id);
    view.spare = spare ?? view.spare;
    this.schedule();
  }

  private forget(viewId: string): void {
    this.close(viewId);
    this.renderer?.forget(viewId);
  }

  /** Ends the work on a view; what the renderer has made for it stays. */
  private close(viewId: string): void {
    const view = this.views.get(viewId);
    for (const id of [...(view?.waiting ?? []), ...(view?.moves ?? [])])
      this.fail(id, new PlaneProblem("The view was closed."));
    this.views.delete(viewId);
  }

  private askValues(viewId: string, id: number): void {
    const view = this.views.get(viewId);
    if (!view) {
      this.fail(id, new PlaneProblem("There is no such view."));
      return;
    }
    view.waiting.push(id);
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled || !this.renderer || !this.nextView()) return;
    this.scheduled = true;
    this.host.defer(() => {
      this.scheduled = false;
      this.work();
      this.schedule();
    });
  }

  /** The view to work on: one whose picture is out of date, else one that is to move, else one whose probes are not all drawn, else one asked for values. */
  private nextView(): View | null {
    const views = [...this.views.values()];
    return (
      views.find((view) => view.stale) ??
      views.find((view) => view.moves.length > 0) ??
      views.find((view) => view.progress < 1) ??
      views.find((view) => view.waiting.length > 0) ??
      null
    );
  }

  private work(): void {
    const view = this.nextView();
    if (!view || !this.renderer) return;
    // To the end of the queue, so that one busy view does not starve the others.
    this.views.delete(view.state.viewId);
    this.views.set(view.state.viewId, view);
    try {
      if (view.stale) this.draw(view, this.renderer);
      else if (view.moves.length > 0) this.move(view, this.renderer);
      else if (view.progress < 1) this.settle(view, this.renderer);
      if (!view.stale && view.progress === 1) this.answerValues(view, this.renderer);
    } catch (error) {
      if (this.renderer.lost) return;
      view.stale = false;
      view.progress = 1;
      for (const id of [...view.waiting.splice(0), ...view.moves.splice(0)]) this.fail(id, error);
      const { viewId, revision } = view.state;
      this.host.post({ type: "problem", viewId, revision, message: sentence(error) }, []);
    }
  }

  private settle(view: View, renderer: PlaneRenderer): void {
    const progress = renderer.advance(view.state);
    const pause = Math.max(settlingTime, settlingShare * view.drawTime);
    if (progress === 1 || this.host.now() - view.drawnAt > pause) this.draw(view, renderer);
  }

  private draw(view: View, renderer: PlaneRenderer): void {
    const { state } = view;
    if (!isView(state)) throw new PlaneProblem("The view lies beyond what numbers can show.");
    const started = this.host.now();
    const picture = renderer.draw(state, view.motion);
    if (!picture) {
      renderer.advance(state);
      return;
    }
    const { bitmap, legend, check, progress } = picture;
    if (renderer.lost) {
      bitmap.close();
      return;
    }
    view.stale = false;
    view.progress = progress;
    view.drawnAt = this.host.now();
    view.drawTime = view.drawnAt - started;
    const { viewId, revision } = state;
    const { backend } = renderer;
    this.host.post({ type: "frame", viewId, revision, bitmap, legend, check, progress, backend }, [bitmap]);
    this.answerMoves(view);
  }

  /** Shows what moves at its present places; nothing else can have changed. */
  private move(view: View, renderer: PlaneRenderer): void {
    const picture = renderer.move(view.state, view.motion, view.spare);
    if (!picture) {
      this.draw(view, renderer);
      return;
    }
    if (renderer.lost) {
      discard(picture);
      return;
    }
    view.spare = null;
    const { viewId, revision } = view.state;
    const transfer = "data" in picture ? picture.data.buffer : picture;
    this.host.post({ type: "moved", viewId, revision, picture }, [transfer]);
    this.answerMoves(view);
  }

  private answerMoves(view: View): void {
    for (const id of view.moves.splice(0)) this.host.post({ type: "done", id }, []);
  }

  private answerValues(view: View, renderer: PlaneRenderer): void {
    if (view.waiting.length === 0) return;
    const image = renderer.values(view.state);
    if (renderer.lost) return;
    for (const id of view.waiting.splice(0)) {
      const values = image.values.slice();
      this.host.post({ type: "values", id, width: image.width, height: image.height, values }, [
        values.buffer,
      ]);
    }
  }

  private sides({ id, state, point }: Extract<PlaneRequest, { type: "sides" }>): void {
    try {
      if (!this.renderer) throw new PlaneProblem("The graphics context is lost.");
      this.host.post({ type: "sides", id, ...this.renderer.sides(state, point) }, []);
    } catch (error) {
      this.fail(id, error);
    }
  }

  /** What takes parts of its own, which are loaded first. */
  private async order(request: Order): Promise<void> {
    const { id, state } = request;
    const { answer } = await import("./draw-figure.ts");
    const { renderer } = this;
    if (!renderer) throw new PlaneProblem("The graphics context is lost; try again when it is back.");
    // What moves meanwhile does not move in the figure.
    const motion = this.views.get(state.viewId)?.motion.still() ?? new Motion(state.view);
    const reply = await answer(request, renderer, motion, async (progress) => {
      this.host.post({ type: "progress", id, progress }, []);
      await new Promise<void>((resolve) => this.host.defer(resolve));
      if (!this.ordered.has(id)) throw new PlaneProblem("Cancelled.");
    });
    if (renderer.lost) throw new PlaneProblem("The graphics context was lost while the picture was drawn.");
    this.host.post(reply, []);
  }

  private fail(id: number, error: unknown): void {
    this.host.post({ type: "failed", id, message: sentence(error) }, []);
  }
}

/** What a motion begins with: where this changes, what moves begins anew. */
function beginningOf({
  layers: { particles },
  source,
  field,
  width,
  height,
  pixelRatio,
}: PlaneState): string {
  const { on, density, count } = particles;
  // Crowds tell of one field; trails and lives go on in the next.
  return JSON.stringify([on, density, count, width, height, pixelRatio, density && on && [source, field]]);
}

function isView({ view: { centreX, centreY, unitsPerPixel }, width, height }: PlaneState): boolean {
  return unitsPerPixel > 0 && [centreX, centreY, unitsPerPixel * (width + height)].every(Number.isFinite);
}

/** What went wrong, for the reader of the page. */
function sentence(error: unknown): string {
  if (error instanceof PlaneProblem) return error.message;
  if (error instanceof ShaderError)
    return `The graphics driver refused this field's shader: ${error.message}`;
  return `The picture could not be drawn: ${error instanceof Error ? error.message : String(error)}`;
}
