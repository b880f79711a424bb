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
