/** A small static server for the production build: right types, nothing cached by surprise, nothing outside it. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** @type {Record<string, string>} */
const types = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".glsl": "text/plain; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/**
 * The file a request path names inside a folder, or null when it names none that may be served.
 * @param {string} folder absolute
 * @param {string} url path and query as requested
 */
export function fileFor(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return null;
  }
  if (path.includes("\0")) return null;
  const file = resolve(folder, `.${path.endsWith("/") ? `${path}index.html` : path}`);
  return file.startsWith(folder + sep) ? file : null;
}

/** Files of the build whose names tell their content: one of another content has another name. */
const named = /^assets\/[^/]+-[\w-]{7}\.\w+$/;

/**
 * Answers GET and HEAD from one folder. What may change under its name is revalidated (`no-cache` with an ETag), so a new
 * build is seen at the next load; what cannot is asked for once.
 * @param {string} folder
 */
export function staticHandler(folder) {
  const base = resolve(folder);
  /**
   * @param {import("node:http").IncomingMessage} request
   * @param {import("node:http").ServerResponse} response
   */
  return async (request, response) => {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-cache");
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD", "Content-Type": "text/plain; charset=utf-8" });
      response.end("Only GET and HEAD are answered here.\n");
      return;
    }
    const file = fileFor(base, request.url ?? "/");
    const body = file && (await readFile(file).catch(() => null));
    if (!file || !body) {
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" });
      response.end("Not found.\n");
      return;
    }
    if (named.test(relative(base, file).replaceAll(sep, "/")))
      response.setHeader("Cache-Control", "max-age=31536000, immutable");
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    response.setHeader("ETag", etag);
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304).end();
      return;
    }
    response.writeHead(200, {
      "Content-Type": types[extname(file).toLowerCase()] ?? "application/octet-stream",
      "Content-Length": body.length,
    });
    response.end(request.method === "HEAD" ? undefined : body);
  };
}

/**
 * @param {import("node:http").RequestListener} handler
 * @param {number} port
 * @param {string} host
 * @returns {Promise<import("node:http").Server>}
 */
function listen(handler, port, host) {
  return new Promise((done, fail) => {
    const server = createServer(handler);
    server.once("error", fail);
    server.listen(port, host, () => done(server));
  });
}

/**
 * Listens on both loopback addresses, because browsers try either for `localhost`, and a different program on one of
 * them would answer in our place. A machine without IPv6 has only the first.
 * @param {import("node:http").RequestListener} handler
 * @param {number} port
 * @returns {Promise<{ port: number, close: () => void }>}
 */
async function listenOnLoopback(handler, port) {
  const first = await listen(handler, port, "127.0.0.1");
  const bound = /** @type {import("node:net").AddressInfo} */ (first.address()).port;
  const servers = [first];
  try {
    servers.push(await listen(handler, bound, "::1"));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EADDRINUSE") {
      first.close();
      throw error;
    }
  }
  return {
    port: bound,
    close: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

/**
 * Serves a folder on this machine only.
 * @param {string} folder
 * @param {{ port: number, strict: boolean }} options port 0: any free one; strict: this port or none, else the next
 *   free one of a hundred
 * @throws {Error} in one line when no port can be had
 */
export async function serve(folder, { port, strict }) {
  if (!(await stat(join(folder, "index.html")).catch(() => null))) {
    throw new Error(`There is no index.html in ${folder}; build first (npm run build).`);
  }
  const handler = staticHandler(folder);
  const last = strict || port === 0 ? port : Math.min(port + 99, 65_535);
  for (let candidate = port; candidate <= last; candidate += 1) {
    try {
      return await listenOnLoopback(handler, candidate);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === "EACCES") throw new Error(`Port ${candidate} needs more rights than this user has.`);
      if (code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error(
    last === port ? `Port ${port} is taken by another program.` : `Ports ${port} to ${last} are all taken.`,
  );
}

/** @param {string[]} argv `[folder] [--port N]` */
async function main(argv) {
  const at = argv.indexOf("--port");
  const port = at < 0 ? 4173 : Number(argv[at + 1]);
  const positional = argv.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const server = await serve(resolve(positional[0] ?? "dist"), { port, strict: at >= 0 });
  console.log(`http://localhost:${server.port}/`);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
