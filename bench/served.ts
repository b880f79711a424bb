import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { staticHandler } from "../scripts/serve.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Serves a folder while it is asked for. */
export async function served(folder: string, use: (address: string) => Promise<void>): Promise<void> {
  const handler = staticHandler(folder);
  const server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await use(`http://localhost:${port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Builds the page as it is published, and serves it. */
export async function builtPage(use: (address: string) => Promise<void>): Promise<void> {
  await build({ root, logLevel: "silent" });
  await served(join(root, "dist"), use);
}

/** Builds a page of one script of this folder as the product is, with its workers, and serves it while it is asked for. */
export async function scriptPage(script: string, use: (address: string) => Promise<void>): Promise<void> {
  const cache = join(root, ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "bench-"));
  const page = join(root, "bench", `.${script}.html`);
  writeFileSync(page, `<!doctype html><body><script type="module" src="./${script}"></script></body>`);
  try {
    await build({
      root: join(root, "bench"),
      configFile: false,
      base: "./",
      logLevel: "silent",
      worker: { format: "es" },
      build: { outDir: folder, target: "es2022", rolldownOptions: { input: { index: page } } },
    });
    rmSync(page, { force: true });
    await served(folder, (address) => use(`${address}.${script}.html`));
  } finally {
    rmSync(page, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}
