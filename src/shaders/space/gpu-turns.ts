import type { WebGLRenderer } from "three";

/** Something that was asked of the GPU, and what is to follow when it is done. */
interface Asked {
  readonly sync: WebGLSync | null;
  readonly since: number;
  readonly done: (milliseconds: number) => void;
}

/** Milliseconds until it is looked again whether something is done. */
const lookTime = 1;

/**
 * What the GPU of a renderer is busy with. Calls that read anything back hold the page until all that was asked for before
 * is done: so what takes long is asked for, the page goes on, and nothing more is asked for until it is told that it is done.
 */
export class GpuTurns {
  private readonly gl: WebGL2RenderingContext;
  private readonly asked: Asked[] = [];
  /** What is begun when the GPU is idle, one after the other. */
  private readonly waiting: (() => void)[] = [];
  private readonly idle = new Set<() => void>();
  private readonly pixel = new Uint8Array(4);
  private timer: ReturnType<typeof setTimeout> | null = null;
  private last = 0;
  private isCalled = false;

  constructor(renderer: WebGLRenderer) {
    this.gl = renderer.getContext() as WebGL2RenderingContext;
  }

  /** Whether all that was asked for is done, so that reading back takes no time. */
  get isIdle(): boolean {
    return this.asked.length === 0;
  }

  /** Calls when the GPU has become idle. */
  onIdle(call: () => void): void {
    this.idle.add(call);
  }

  /** Begins something at the next moment at which the GPU is idle: now, if it is. */
  whenIdle(begin: () => void): void {
    if (this.isIdle && this.waiting.length === 0) begin();
    else this.waiting.push(begin);
  }

  /**
   * Tells when all that was asked for until now is done, and how many milliseconds it took beyond what was asked for
   * before. A context that is lost has nothing left to do.
   */
  after(done: (milliseconds: number) => void): void {
    const { gl } = this;
    const sync = gl.isContextLost() ? null : gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    this.asked.push({ sync, since: performance.now(), done });
    this.timer ??= setTimeout(this.look, lookTime);
  }

  /** Waits until what is drawn into the present target is done: for what takes next to no time. Returns the milliseconds. */
  wait(since: number, type: "bytes" | "floats" = "bytes"): number {
    const { gl, pixel } = this;
    if (type === "bytes") gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    else gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, new Float32Array(4));
    return performance.now() - since;
  }

  private readonly look = (): void => {
    this.timer = null;
    try {
      for (let first = this.asked[0]; first && this.isDone(first); first = this.asked[0]) {
        this.asked.shift();
        const now = performance.now();
        const began = Math.max(first.since, this.last);
        this.last = now;
        first.done(now - began);
      }
      if (this.isIdle) this.goOn();
    } finally {
      // Whatever fails in the turn of one, the others have theirs.
      if (!this.isIdle || this.waiting.length > 0) this.timer ??= setTimeout(this.look, lookTime);
    }
  };

  /** What waits and what is called are the first by turns. */
  private goOn(): void {
    this.isCalled = !this.isCalled;
    if (!this.isCalled) this.waiting.shift()?.();
    if (this.isIdle) for (const call of this.idle) call();
    while (this.isIdle && this.waiting.length > 0) this.waiting.shift()?.();
  }

  private isDone({ sync }: Asked): boolean {
    const { gl } = this;
    // What was asked of a context that was lost is nothing in the one that came back, perhaps before anyone looked.
    if (!sync || gl.isContextLost() || !gl.isSync(sync)) return true;
    if (gl.getSyncParameter(sync, gl.SYNC_STATUS) !== gl.SIGNALED) return false;
    gl.deleteSync(sync);
    return true;
  }
}

const known = new WeakMap<WebGLRenderer, GpuTurns>();

/** The turns of all that draws by one renderer. */
export function turnsOf(renderer: WebGLRenderer): GpuTurns {
  const turns = known.get(renderer) ?? new GpuTurns(renderer);
  known.set(renderer, turns);
  return turns;
}
