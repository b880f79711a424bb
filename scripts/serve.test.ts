import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileFor, serve } from "./serve.mjs";

let folder: string;
let server: { port: number; close: () => void };

beforeAll(async () => {
  const base = mkdtempSync(join(tmpdir(), "deldot-serve-"));
  folder = join(base, "dist");
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(base, "secret.txt"), "secret");
  writeFileSync(join(folder, "index.html"), "<!doctype html>");
  writeFileSync(join(folder, "assets", "a.js"), "1");
  writeFileSync(join(folder, "assets", "a.glsl"), "void main() {}");
  writeFileSync(join(folder, "manifest.webmanifest"), "{}");
  server = await serve(folder, { port: 0, strict: true });
});

afterAll(() => {
  server.close();
  rmSync(join(folder, ".."), { recursive: true });
});

const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);

/** The status of a request whose path is sent as it stands; `fetch` would tidy it up. */
function rawStatus(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port: server.port, host: "127.0.0.1", path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("the static server", () => {
  it.each([
    ["/", "text/html; charset=utf-8"],
    ["/?embed#x", "text/html; charset=utf-8"],
    ["/index.html", "text/html; charset=utf-8"],
    ["/assets/a.js", "text/javascript; charset=utf-8"],
    ["/assets/a.glsl", "text/plain; charset=utf-8"],
    ["/manifest.webmanifest", "application/manifest+json; charset=utf-8"],
  ])("gives %s its type", async (path, type) => {
    const response = await get(path);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, type]);
  });

  it("has what may change under its name asked for again, and says when it is the same", async () => {
    const first = await get("/assets/a.js");
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const headers = { "If-None-Match": first.headers.get("etag") ?? "" };
    expect((await get("/assets/a.js", { headers })).status).toBe(304);
    writeFileSync(join(folder, "assets", "a.js"), "2");
    expect((await get("/assets/a.js", { headers })).status).toBe(200);
  });

  it("has what is named by its content kept, and nothing else", async () => {
    for (const [path, kept] of [
      ["/assets/engine-VhgAFG0.js", true],
      ["/assets/page-1Tx-_Wt.css", true],
      ["/assets/engine-VhgAFG0.a.js", false],
      ["/assets/engine.js", false],
      ["/engine-VhgAFG0.js", false],
    ] as const) {
      writeFileSync(join(folder, path), "1");
      expect([path, /immutable/.test((await get(path)).headers.get("cache-control") ?? "")]).toEqual([
        path,
        kept,
      ]);
    }
  });

  it("lets other pages show this one", async () => {
    const { headers } = await get("/?embed");
    for (const name of ["x-frame-options", "content-security-policy", "cross-origin-opener-policy"])
      expect(headers.get(name)).toBeNull();
  });

  it("serves nothing outside its folder, no folder, and nothing that is not there", async () => {
    for (const path of [
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/..%2fsecret.txt",
      "/assets/..%5c..%5csecret.txt",
    ]) {
      expect(await rawStatus(path)).toBe(404);
    }
    expect(await rawStatus("/assets")).toBe(404);
    expect(await rawStatus("/missing.js")).toBe(404);
    expect(await rawStatus("/%zz")).toBe(404);
    expect(fileFor("/srv/dist", "/..%2fdist-other/x")).toBeNull();
  });

  it("answers only GET and HEAD", async () => {
    expect((await get("/", { method: "POST" })).status).toBe(405);
    const head = await get("/", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("takes the next port when one is taken, and says so when it must not", async () => {
    const blocker = createServer();
    await new Promise<void>((done) => {
      blocker.listen(0, "127.0.0.1", done);
    });
    const address = blocker.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const next = await serve(folder, { port, strict: false });
    expect(next.port).toBeGreaterThan(port);
    next.close();
    await expect(serve(folder, { port, strict: true })).rejects.toThrow(`Port ${port} is taken`);
    await expect(serve(join(folder, "assets"), { port: 0, strict: true })).rejects.toThrow("no index.html");
    blocker.close();
  });
});
