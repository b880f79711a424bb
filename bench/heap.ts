import type { CDPSession, Page } from "@playwright/test";

/** What a page and its workers hold once everything that can be has been collected. */
export interface Held {
  /** Bytes of the page's heap, and of the heaps of its workers by their names. */
  readonly heaps: ReadonlyMap<string, number>;
  readonly nodes: number;
  readonly listeners: number;
}

interface Heap {
  readonly usedSize: number;
}

/** Measures the heaps of a page and of its workers by the browser's own tools. */
export class HeapMeter {
  private readonly client: CDPSession;
  /** Sessions of the workers that run, with their names. */
  private readonly workers = new Map<string, string>();
  private readonly waiting = new Map<number, (result: unknown) => void>();
  private serial = 0;

  private constructor(client: CDPSession) {
    this.client = client;
    client.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      const name = /([\w-]*worker)/.exec(targetInfo.url)?.[1] ?? targetInfo.type;
      this.workers.set(sessionId, name);
    });
    client.on("Target.detachedFromTarget", ({ sessionId }) => this.workers.delete(sessionId));
    client.on("Target.receivedMessageFromTarget", ({ message }) => {
      const { id, result } = JSON.parse(message);
      this.waiting.get(id)?.(result);
      this.waiting.delete(id);
    });
  }

  static async of(page: Page): Promise<HeapMeter> {
    const client = await page.context().newCDPSession(page);
    const meter = new HeapMeter(client);
    await client.send("Performance.enable");
    await client.send("HeapProfiler.enable");
    await client.send("Target.setAutoAttach", {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    });
    return meter;
  }

  async held(): Promise<Held> {
    const heaps = new Map<string, number>();
    // What finalisers let go of is only collected the next time.
    for (let time = 0; time < 3; time += 1) await this.client.send("HeapProfiler.collectGarbage");
    heaps.set("page", (await this.client.send("Runtime.getHeapUsage")).usedSize);
    for (const [session, name] of this.workers) {
      for (let time = 0; time < 3; time += 1) await this.ask(session, "HeapProfiler.collectGarbage");
      const heap = (await this.ask(session, "Runtime.getHeapUsage")) as Heap | undefined;
      if (heap) heaps.set(name, (heaps.get(name) ?? 0) + heap.usedSize);
    }
    const { metrics } = await this.client.send("Performance.getMetrics");
    const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
    return { heaps, nodes: metric("Nodes"), listeners: metric("JSEventListeners") };
  }

  /** Asks a worker, which may end meanwhile. */
  private ask(sessionId: string, method: string): Promise<unknown> {
    this.serial += 1;
    const id = this.serial;
    const message = JSON.stringify({ id, method });
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), 10_000);
      this.waiting.set(id, (result) => {
        clearTimeout(timer);
        resolve(result);
      });
      this.client.send("Target.sendMessageToTarget", { sessionId, message }).catch(() => resolve(undefined));
    });
  }
}
