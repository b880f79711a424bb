import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "vite";

const pages = new URL("../pages/", import.meta.url);
const index = new URL("../../index.html", import.meta.url);

const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css", html: "text/html" };

/**
 * Runs a module of e2e/pages, with all it imports, in a page at the program's own address and under its policy, its files
 * served as those of a build are: what is loaded later is a file of its own.
 */
export async function served(page: Page, name: string, baseURL: string | undefined): Promise<void> {
  const result = await build({
    configFile: false,
    base: "./",
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: fileURLToPath(new URL(name, pages)) },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !("output" in output)) throw new Error(`${name} could not be bundled`);
  const files = new Map<string, string>();
  for (const file of output.output) {
    files.set(file.fileName, file.type === "chunk" ? file.code : String(file.source));
  }
  const entry = output.output[0].fileName;
  const sheets = [...files.keys()].filter((file) => file.endsWith(".css"));
  const html = readFileSync(index, "utf8")
    .replace("./icon.svg", "../icon.svg")
    .replace("/src/main.tsx", `./${entry}`)
    .replace(
      "</head>",
      `${sheets.map((file) => `<link rel="stylesheet" href="./${file}">`).join("")}</head>`,
    );
  files.set("index.html", html);
  const folder = new URL("pages/", baseURL);
  await page.route(`${folder.href}**`, (route) => {
    const path =
      route
        .request()
        .url()
        .slice(folder.href.length)
        .replace(/[?#].*/, "") || "index.html";
    const body = files.get(path);
    if (body === undefined) return route.continue();
    return route.fulfill({ body, contentType: types[path.split(".").at(-1) ?? ""] ?? "text/plain" });
  });
  await page.goto(folder.href);
}
