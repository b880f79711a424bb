import { describe, expect, it } from "vitest";
import { playwrightCounts, vitestCounts } from "./reports.mjs";

const vitest = (report: object) =>
  JSON.stringify({ numPassedTests: 3, numFailedTests: 0, testResults: [], ...report });
const playwright = (stats: object) =>
  JSON.stringify({ stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0, ...stats } });

describe("counts of a run", () => {
  it("are those of the report", () => {
    expect(vitestCounts(vitest({ numFailedTests: 2, numPendingTests: 1 }), 1)).toEqual({
      passed: 3,
      failed: 2,
      skipped: 1,
    });
    expect(playwrightCounts(playwright({ unexpected: 1, skipped: 5 }), 1)).toEqual({
      passed: 4,
      failed: 1,
      skipped: 5,
    });
  });

  it("count a file that does not load, and a test that fails only sometimes, as failures", () => {
    const files = [
      { status: "failed", assertionResults: [] },
      { status: "passed", assertionResults: [{}] },
    ];
    expect(vitestCounts(vitest({ testResults: files }), 1).failed).toBe(1);
    expect(playwrightCounts(playwright({ flaky: 1 }), 0).failed).toBe(1);
  });

  it("never pass a run that ended badly, ran nothing or left no report", () => {
    for (const counts of [vitestCounts, playwrightCounts]) {
      expect(counts("", 0)).toMatchObject({ passed: 0, failed: 1 });
      expect(counts("{}", 0)).toMatchObject({ passed: 0, failed: 1 });
    }
    expect(vitestCounts(vitest({}), 1)).toMatchObject({ passed: 3, failed: 1 });
    expect(vitestCounts(vitest({ numPassedTests: 0 }), 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(playwrightCounts(playwright({}), 1)).toMatchObject({ passed: 4, failed: 1 });
    expect(playwrightCounts(playwright({ expected: 0 }), 0)).toMatchObject({ passed: 0, failed: 1 });
  });
});
