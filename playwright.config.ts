import { createServer } from "node:net";
import { defineConfig, devices } from "@playwright/test";
import { findChromium, testArguments } from "./scripts/support/chromium.mjs";

/** A port nobody listens on, so that two checkouts can be tested at once. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

// Workers read this file again; what the first reading found is handed to them in the environment.
process.env.DELDOT_E2E_PORT ??= String(await freePort());
process.env.DELDOT_CHROMIUM ??= (await findChromium()) ?? "";

const port = Number(process.env.DELDOT_E2E_PORT);
const executablePath = process.env.DELDOT_CHROMIUM || undefined;

export default defineConfig({
  testDir: "e2e",
  snapshotPathTemplate: "e2e/images/{arg}{ext}",
  outputDir: ".cache/test/playwright",
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // By tests, not by files: the last file would keep one core busy and the other waiting.
  fullyParallel: true,
  // Limits are there to end what hangs: a slow machine takes several times as long as a quick one.
  timeout: 480_000,
  globalTimeout: 60 * 60_000,
  reporter: "list",
  expect: { timeout: 60_000 },
  use: {
    baseURL: `http://localhost:${port}/`,
    screenshot: "only-on-failure",
    trace: "off",
    locale: "en-GB",
    timezoneId: "UTC",
    colorScheme: "light",
    // A page that fetches the whole build in the background is the business of those tests that are about it.
    serviceWorkers: "block",
    // A worker's tests have one page after the other in one context, emptied of all that a page can store: what is
    // compiled once need not be compiled for every test. Tests of what is not reset (caches, permissions, the network)
    // say `reuseContext: false`.
    reuseContext: true,
  },
  projects: [
    {
      name: "chromium",
      use: {
        ...devices["Desktop Chrome"],
        viewport: { width: 1440, height: 900 },
        launchOptions: { args: [...testArguments], ...(executablePath ? { executablePath } : {}) },
      },
    },
  ],
  webServer: {
    command: `"${process.execPath}" scripts/serve.mjs dist --port ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
