import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { staticHandler } from "../../scripts/serve.mjs";
import { demosMark, writeServiceWorker } from "../../scripts/support/service-worker.mjs";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));

/** A server of a test's own that has the page in a folder, `/deldot/`, and may be out of reach. */
export class Site {
  readonly #base: string;
  #server: Server | null = null;
  #port = 0;
  /** Paths below the page's folder, as they were asked for. */
  readonly asked: string[] = [];

  constructor() {
    this.#base = mkdtempSync(join(tmpdir(), "deldot-site-"));
  }

  get address(): string {
    return `http://localhost:${this.#port}/deldot/`;
  }

  get #folder(): string {
    return join(this.#base, "deldot");
  }

  /**
   * Puts up the build in place of what was there: the names of its modules are marked, and so is what they leave in
   * `globalThis.builds`. Its demos are changed.
   */
  async renew(mark: string, changed: (demo: string) => string = (demo) => demo): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
    cpSync(dist, this.#folder, { recursive: true });
    const [assets, demos] = [join(this.#folder, "assets"), join(this.#folder, "demos")];
    for (const name of readdirSync(demos)) rewrite(join(demos, name), changed);

    const names = readdirSync(assets);
    const renamed = new Map(names.map((name) => [name, name.replace(/\.\w+$/, `.${mark}$&`)]));
    renamed.set(demosMark(join(dist, "demos")), demosMark(demos));
    const old = new RegExp([...renamed.keys()].map((name) => name.replaceAll(".", "\\.")).join("|"), "g");
    const rename = (text: string) => text.replace(old, (name) => renamed.get(name) ?? name);
    rewrite(join(this.#folder, "index.html"), rename);
    for (const name of names) {
      const end = name.endsWith(".js") ? `\n(globalThis.builds ??= []).push("${mark}");` : "";
      rewrite(join(assets, name), (text) => rename(text) + end);
      renameSync(join(assets, name), join(assets, rename(name)));
    }
    await writeServiceWorker(this.#folder);
  }

  async start(): Promise<void> {
    const handler = staticHandler(this.#base);
    const server = createServer((request, response) => {
      this.asked.push((request.url ?? "").replace(/^\/deldot\//, ""));
      void handler(request, response);
    });
    await new Promise<void>((resolve) => server.listen(this.#port, "localhost", resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** From now on nothing is answered at the address. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#base, { recursive: true });
  }
}

function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, "utf8")));
}
