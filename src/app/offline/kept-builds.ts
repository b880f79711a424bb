/** A build as its service worker keeps it. */
export interface Build {
  /** The same for the same files. */
  readonly name: string;
  /** Every file by its address, relative to the page's, with its digest as `integrity` states it. */
  readonly files: readonly (readonly [address: string, integrity: string])[];
}

/** What a service worker has of its browser. */
export interface Surroundings {
  /** The address of the page, which is that of the folder the build is served from. */
  readonly scope: string;
  readonly caches: Pick<CacheStorage, "open" | "keys" | "delete" | "match">;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Windows of this origin, whether a service worker has to do with them or not. */
  readonly windows: () => Promise<readonly { readonly id: string; readonly url: string }[]>;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** A server that takes longer to answer is taken for unreachable, milliseconds. */
const patience = 3000;

/** By then a page that was on its way, perhaps to an earlier build, is one of the windows, milliseconds. */
const onTheWay = 5000;

/**
 * Keeps a build where the page finds it without a network.
 *
 * Two builds are never mixed, though pages of several be open: all that a page asks for later has an address that names
 * its content (a chunk by its hash, a demo by `?hash`), and is looked for among all builds that are kept. Only the page
 * itself has one address in all builds; it comes from the server while that answers, so that a new build is there at the
 * next visit, and from the newest build that is kept when it does not. A build is deleted when all windows have pages of
 * a later one.
 */
export function keepBuilds({ name, files }: Build, surroundings: Surroundings) {
  const { scope, caches, fetch, windows, wait } = surroundings;
  const prefix = `deldot ${scope} `;
  /** Windows with pages of this build. */
  const opened = new Set<string>();

  /** The builds that are kept for this page, the newest first: other pages of the origin have caches, too. */
  async function kept() {
    const names = (await caches.keys()).filter((cache) => cache.startsWith(prefix));
    return names
      .map((cache) => {
        const [serial, build] = cache.slice(prefix.length).split(" ");
        return { cache, serial: Number(serial), build };
      })
      .sort((one, other) => other.serial - one.serial);
  }

  async function find(address: Request | string): Promise<Response | undefined> {
    for (const { cache } of await kept()) {
      // A file's answer does not depend on who asks, whatever a server says of all its answers.
      const found = await caches.match(address, { cacheName: cache, ignoreVary: true });
      if (found) return found;
    }
    return undefined;
  }

  /** Whether a page is of this build: it names the first of its modules, and thereby all. */
  async function isOwn(page: Response): Promise<boolean> {
    const cache = (await kept()).find(({ build }) => build === name)?.cache;
    const own = cache && (await caches.match(scope, { cacheName: cache, ignoreVary: true }));
    return own ? (await page.text()) === (await own.text()) : false;
  }

  return {
    /**
     * Fetches the build, wholly or not at all.
     * @throws when a file cannot be had, or is of another build, as it is while a server is being renewed
     */
    async install(): Promise<void> {
      // A build that is installed again, after a later one, is the newest: the earlier copy may be deleted at any time.
      const serial = ((await kept())[0]?.serial ?? 0) + 1;
      const cache = `${prefix}${serial} ${name}`;
      const requests = files.map(
        ([address, integrity]) => new Request(new URL(address, scope), { integrity, cache: "no-cache" }),
      );
      try {
        await (await caches.open(cache)).addAll(requests);
      } catch (error) {
        await caches.delete(cache);
        throw error;
      }
    },

    isPage: (address: string): boolean => /^(index\.html)?([?#]|$)/.test(address.slice(scope.length)),

    /** The page, for a window that will have this id. */
    async page(request: Request, window: string): Promise<Response> {
      const asked = fetch(request);
      const fresh = await Promise.race([asked, wait(patience)]).catch(() => undefined);
      // What leads elsewhere, as to a form for a password, is for the browser to follow.
      if (fresh?.type === "opaqueredirect") return fresh;
      const page = fresh?.ok ? fresh : ((await find(scope)) ?? (await asked));
      if (await isOwn(page.clone())) opened.add(window);
      return page;
    },

    /** What a page of any build asks for. */
    async file(request: Request): Promise<Response> {
      return (await find(request)) ?? fetch(request);
    },

    /** Deletes earlier builds that no page needs. */
    async deleteUnused(): Promise<void> {
      const all = await kept();
      const own = all.find(({ build }) => build === name);
      const earlier = all.filter(({ serial }) => own && serial < own.serial);
      if (earlier.length === 0) return;
      await wait(onTheWay);
      const open = (await windows()).filter(({ url }) => url.startsWith(scope));
      if (open.every(({ id }) => opened.has(id)))
        await Promise.all(earlier.map(({ cache }) => caches.delete(cache)));
    },
  };
}
