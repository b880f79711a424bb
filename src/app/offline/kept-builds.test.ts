import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Build, keepBuilds } from "./kept-builds.ts";

const seed = 20261127;
const origin = "https://example.org";
const scope = `${origin}/deldot/`;

/** Caches of an origin, all in one place as a browser has them. */
function createCaches(fetch: (request: Request) => Promise<Response>) {
  const stored = new Map<string, Map<string, string>>();
  const open = async (name: string) => {
    const cache = stored.get(name) ?? new Map<string, string>();
    stored.set(name, cache);
    return {
      addAll: async (requests: Request[]) => {
        const bodies = await Promise.all(
          requests.map(async (request) => [request.url, await (await fetch(request)).text()] as const),
        );
        for (const [url, body] of bodies) cache.set(url, body);
      },
    } as unknown as Cache;
  };
  const match = async (asked: RequestInfo | URL, { cacheName = "" } = {}) => {
    const body = stored.get(cacheName)?.get(asked instanceof Request ? asked.url : String(asked));
    return body === undefined ? undefined : new Response(body);
  };
  const keys = async () => [...stored.keys()];
  return { stored, open, keys, match, delete: async (name: string) => stored.delete(name) };
}

const chunkOf = (build: string) => `chunk.${build}.js`;

function buildOf(name: string): Build {
  return {
    name,
    files: [
      ["./", `sha256-${btoa(`page of ${name}`)}`],
      [chunkOf(name), `sha256-${btoa(`chunk of ${name}`)}`],
    ],
  };
}

interface Tab {
  readonly id: string;
  /** The build of the page it shows. */
  readonly build: string;
  /** Whether its page is there, or on its way. */
  present: boolean;
  /** Whether its build was kept while it was open, so that it has to be kept as long. */
  kept: boolean;
}

type Step =
  | { readonly kind: "renew" | "update" | "open" | "time" | "kill" }
  | { readonly kind: "close"; readonly tab: number }
  | { readonly kind: "back"; readonly to: number };

/** A browser with tabs, and a server that has one build at a time. A body says what it is and of which build. */
class World {
  server = "0";
  isUp = true;
  readonly tabs: Tab[] = [];
  readonly waiting: (() => void)[] = [];
  active: ReturnType<typeof keepBuilds> | null = null;
  activeBuild = "";
  #ids = 0;
  readonly fetch = async (request: Request): Promise<Response> => {
    if (!this.isUp) throw new TypeError("Failed to fetch");
    const path = request.url.slice(scope.length).replace(/[?#].*/, "");
    const body =
      path === "" || path === "index.html"
        ? `page of ${this.server}`
        : path === chunkOf(this.server)
          ? `chunk of ${this.server}`
          : null;
    if (body === null) return new Response("Not found", { status: 404 });
    // As browsers do where a digest is asked for; the digest here is the content itself.
    if (request.integrity && request.integrity !== `sha256-${btoa(body)}`) throw new TypeError("integrity");
    return new Response(body);
  };
  /** What is installed has to wait for it. */
  slowness: Promise<unknown> = Promise.resolve();
  readonly caches = createCaches(async (request) => {
    await this.slowness;
    const response = await this.fetch(request);
    if (!response.ok) throw new TypeError("not ok");
    return response;
  });

  worker(name: string, files = buildOf(name).files) {
    return keepBuilds(
      { name, files },
      {
        scope,
        caches: this.caches,
        fetch: this.fetch,
        windows: async () => [
          { id: "elsewhere", url: `${origin}/other/` },
          ...this.tabs.filter(({ present }) => present).map(({ id }) => ({ id, url: `${scope}?embed` })),
        ],
        // A patience that does not end, and time for what is on its way that goes when the test says so.
        wait: (milliseconds) =>
          milliseconds === 3000 ? new Promise(() => {}) : new Promise((done) => this.waiting.push(done)),
      },
    );
  }

  /** Installs what the server names, as a browser does some time after a visit. */
  async update(): Promise<void> {
    if (this.activeBuild === this.server || !this.isUp) return;
    const next = this.worker(this.server);
    await next.install();
    this.active = next;
    this.activeBuild = this.server;
  }

  async open(): Promise<Tab> {
    const id = String(this.#ids++);
    const request = new Request(scope);
    const response = await (this.active ? this.active.page(request, id) : this.fetch(request));
    const build = /^page of (.+)$/.exec(await response.text())?.[1] ?? "none";
    void this.active?.deleteUnused();
    const tab = { id, build, present: false, kept: false };
    this.tabs.push(tab);
    return tab;
  }

  keeps(build: string): boolean {
    return [...this.caches.stored.values()].some((cache) => cache.has(scope + chunkOf(build)));
  }

  /** What a tab is given for a chunk that it asks for. */
  async chunk({ build }: Tab): Promise<string> {
    const request = new Request(new URL(chunkOf(build), scope));
    return (await (this.active ? this.active.file(request) : this.fetch(request))).text();
  }

  passTime(): void {
    for (const tab of this.tabs) tab.present = true;
    for (const go of this.waiting.splice(0)) go();
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("kept builds", () => {
  it(`every page finds what it asks for later, of its own build, whatever is renewed, opened, closed and killed (seed ${seed})`, async () => {
    const step: fc.Arbitrary<Step> = fc.oneof(
      { weight: 2, arbitrary: fc.constant({ kind: "renew" } as const) },
      { weight: 3, arbitrary: fc.constant({ kind: "update" } as const) },
      { weight: 4, arbitrary: fc.constant({ kind: "open" } as const) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("close" as const), tab: fc.nat() }) },
      { weight: 3, arbitrary: fc.constant({ kind: "time" } as const) },
      { weight: 1, arbitrary: fc.constant({ kind: "kill" } as const) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("back" as const), to: fc.nat() }) },
    );
    // A page of a build that was kept once, but from a server that its worker does not know of yet.
    const backAndForth: Step[] = [
      { kind: "renew" },
      { kind: "update" },
      { kind: "back", to: 0 },
      { kind: "update" },
      { kind: "close", tab: 0 },
      { kind: "back", to: 1 },
      { kind: "open" },
      { kind: "time" },
      { kind: "renew" },
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const world = new World();
        let newest = 0;
        await world.open();
        await world.update();
        for (const step of steps) {
          if (step.kind === "renew") world.server = String(++newest);
          else if (step.kind === "back") world.server = String(step.to % (newest + 1));
          else if (step.kind === "update") await world.update();
          else if (step.kind === "close") world.tabs.splice(step.tab % (world.tabs.length + 1), 1);
          else if (step.kind === "time") world.passTime();
          // Workers end whenever nothing is asked of them, and what they had in mind is gone.
          else if (step.kind === "kill") world.active = world.worker(world.activeBuild);
          else {
            const online = await world.open();
            expect(online.build).toBe(world.server);
            world.isUp = false;
            expect((await world.open()).build).not.toBe("none");
            world.isUp = true;
          }
          await settle();
          for (const tab of world.tabs) {
            tab.kept ||= world.keeps(tab.build);
            if (tab.kept) expect(await world.chunk(tab)).toBe(`chunk of ${tab.build}`);
          }
        }

        // When only the newest is on show, nothing else is kept.
        world.tabs.length = 0;
        await world.update();
        await world.open();
        await settle();
        world.passTime();
        await settle();
        expect(world.caches.stored.size).toBe(1);
        expect(world.keeps(world.server)).toBe(true);
      }),
      { seed, numRuns: 100, examples: [[backAndForth]] },
    );
  });

  it("is installed wholly or not at all: a server that is being renewed meanwhile is asked again later", async () => {
    const world = new World();
    world.server = "1";
    const [page] = buildOf("0").files;
    for (const late of [world.worker("0"), world.worker("0", [page as Build["files"][number]])]) {
      await expect(late.install()).rejects.toThrow();
      expect(world.caches.stored.size).toBe(0);
    }
    await world.update();
    expect(world.keeps("1")).toBe(true);
  });

  it("is not taken for an earlier build while it is installed", async () => {
    const world = new World();
    await world.update();
    world.server = "1";
    let finish = () => {};
    world.slowness = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const updated = world.update();
    world.isUp = false;
    await world.open();
    await settle();
    world.passTime();
    await settle();
    world.isUp = true;
    finish();
    await updated;
    expect(world.keeps("1")).toBe(true);
  });

  it("shows the page that is kept when the server fails, or takes too long", async () => {
    const world = new World();
    await world.open();
    await world.update();
    const { caches } = world;
    const answers: readonly (() => Promise<Response>)[] = [
      async () => new Response("Bad gateway", { status: 502 }),
      async () => Response.error(),
      () => Promise.reject(new TypeError("Failed to fetch")),
      () => new Promise(() => {}),
    ];
    for (const fetch of answers) {
      const wait = async () => {};
      const builds = keepBuilds(buildOf("0"), { scope, caches, fetch, windows: async () => [], wait });
      expect(await (await builds.page(new Request(`${scope}?present`), "1")).text()).toBe("page of 0");
    }
  });

  it("knows the page by its address, and leaves other pages of the origin alone", async () => {
    const world = new World();
    const { stored } = world.caches;
    stored.set("another page's", new Map([[scope, "theirs"]]));
    stored.set(`deldot ${scope}beta/ 7 9`, new Map([[scope + chunkOf("9"), "theirs"]]));
    await world.update();
    world.server = "1";
    await world.update();
    await world.open();
    await settle();
    world.passTime();
    await settle();
    expect(stored.size).toBe(3);
    const builds = world.worker("1");
    expect(await (await builds.file(new Request(scope + chunkOf("9")))).text()).toBe("Not found");
    const pages = ["", "?embed#d=1", "#demo=jax-thread", "index.html", "index.html?present"];
    const others = ["demos/identities.deldot.json", "index.htm", "beta/", "assets/index.html"];
    expect(pages.map((path) => builds.isPage(scope + path))).toEqual(pages.map(() => true));
    expect(others.map((path) => builds.isPage(scope + path))).toEqual(others.map(() => false));
  });
});
