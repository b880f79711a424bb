import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { isInstalled } from "./install.mjs";

const folders: string[] = [];

interface Package {
  version?: string;
  optional?: boolean;
}

/** A checkout whose lock file names `locked`, with `present` installed. */
function checkout(locked: Record<string, Package>, present: Record<string, Package> | null): string {
  const folder = mkdtempSync(join(tmpdir(), "deldot-install-"));
  folders.push(folder);
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...locked } }));
  if (present) {
    for (const path of Object.keys(present)) mkdirSync(join(folder, path), { recursive: true });
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    writeFileSync(join(folder, "node_modules", ".package-lock.json"), JSON.stringify({ packages: present }));
  }
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("whether packages are installed", () => {
  const a = { "node_modules/a": { version: "1.0.0" } };

  it("is so when every locked package is there in its version", () => {
    expect(isInstalled(checkout(a, a))).toBe(true);
    const other = { "node_modules/b": { version: "2.0.0", optional: true } };
    expect(isInstalled(checkout({ ...a, ...other }, a))).toBe(true);
  });

  it("is not so after a pull, an interrupted install, or a deleted folder", () => {
    expect(isInstalled(checkout(a, null))).toBe(false);
    expect(isInstalled(checkout({ "node_modules/a": { version: "1.0.1" } }, a))).toBe(false);
    expect(isInstalled(checkout({ ...a, "node_modules/c": { version: "1.0.0" } }, a))).toBe(false);
    const folder = checkout(a, a);
    rmSync(join(folder, "node_modules", "a"), { recursive: true });
    expect(isInstalled(folder)).toBe(false);
  });
});

describe("package-lock.json", () => {
  it("names the packages of every platform, or `npm ci` refuses it", () => {
    const lock = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8"));
    const packages = Object.entries<{ optionalDependencies?: Record<string, string> }>(lock.packages);
    const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          !(`${path}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  it("names no registry, so that it holds with every one", () => {
    const lock = readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8");
    expect(lock).not.toContain('"resolved"');
  });
});
