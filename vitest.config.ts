import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    environment: "node",
    pool: "threads",
    maxWorkers: 2,
    // Property tests run hundreds of cases, and two slow cores share them.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
