import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findChromium } from "./chromium.mjs";

/** A program that prints one line and ends with a code. */
function program(folder: string, name: string, line: string, code = 0): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho '${line}'\nexit ${code}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe.skipIf(process.platform === "win32")("the search for a browser", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "deldot-browsers-"));
    vi.stubEnv("DELDOT_CHROMIUM", "");
    vi.stubEnv("CHROMIUM_PATH", "");
    vi.stubEnv("PATH", folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it("goes by the PATH, past programs that only pretend", async () => {
    program(folder, "chromium-browser", "This command needs another package", 1);
    program(folder, "google-chrome", "a shell script without a version");
    const real = program(folder, "google-chrome-stable", "Google Chrome 150.0.1");
    expect(await findChromium()).toBe(real);
  });

  it("prefers what the environment names, and refuses to ignore it", async () => {
    program(folder, "chromium", "Chromium 150.0.1");
    const named = program(folder, "mine", "Chromium 151.0");
    vi.stubEnv("CHROMIUM_PATH", named);
    expect(await findChromium()).toBe(named);
    vi.stubEnv("DELDOT_CHROMIUM", join(folder, "missing"));
    await expect(findChromium()).rejects.toThrow("DELDOT_CHROMIUM");
    vi.stubEnv("DELDOT_CHROMIUM", program(folder, "broken", "no", 1));
    await expect(findChromium()).rejects.toThrow("does not answer");
  });
});

describe("what Chromium is started with", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  const startedWith = async (given: string) => {
    vi.stubEnv("DELDOT_CHROMIUM_ARGUMENTS", given);
    vi.resetModules();
    return import("./chromium.mjs");
  };

  it("draws with software, or with what the environment names in its place", async () => {
    const { chromiumArguments: software, testArguments } = await startedWith(" ");
    expect(testArguments).toEqual([...software, "--disable-gpu-compositing"]);
    expect(software).toContain("--use-angle=swiftshader");
    const { chromiumArguments: named, ...forTests } = await startedWith(
      " --use-angle=gl-egl  --ignore-gpu-blocklist ",
    );
    expect(forTests.testArguments).toEqual(named);
    expect(named.filter((argument) => !software.includes(argument))).toEqual([
      "--use-angle=gl-egl",
      "--ignore-gpu-blocklist",
    ]);
    expect(named.some((argument) => argument.includes("swiftshader"))).toBe(false);
    expect(named).toContain("--no-sandbox");
  });
});
