import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "vite";

const pages = new URL("../pages/", import.meta.url);

/** Runs a module of e2e/pages, with all it imports, in an empty page: parts of the program that take a GPU, by themselves. */
export async function bundled(page: Page, name: string): Promise<void> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: fileURLToPath(new URL(name, pages)), output: { format: "iife" } },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !("output" in output)) throw new Error(`${name} could not be bundled`);
  await page.goto("about:blank");
  await page.addScriptTag({ content: output.output[0].code });
}
