import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, by the end of their names. */
const longest = [
  "language/totality.test.ts",
  "divergence/hostile.test.ts",
  "store/model.test.ts",
  "autodiff/mathjs.test.ts",
  "cli/spawn.test.ts",
  "cli/python.test.ts",
];

/** A file is the work of one core: begun last, a long one would keep the other waiting. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((end) => moduleId.endsWith(end));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    environment: "node",
    pool: "threads",
    maxWorkers: 2,
    // Loading the engine anew for every file takes a third as long as all tests. Files share no state but caches.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Limits are there to end what hangs: a slow machine takes several times as long as a quick one.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
