/** Reading how many tests passed and failed from the JSON that vitest and Playwright write. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** A stage that is one test by itself. @param {boolean} ok @returns {Counts} */
export function single(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/**
 * A run that ended badly has failed at least once, even where no single test is to blame (a file that does not load,
 * an error nobody awaited); a run in which nothing ran has not passed.
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
function settled(counts, exitCode) {
  const nothingRan = counts.passed + counts.failed === 0;
  if (counts.failed === 0 && (exitCode !== 0 || nothingRan)) return { ...counts, failed: 1 };
  return counts;
}

/**
 * @param {string} json vitest's `--reporter=json`
 * @param {number} exitCode
 * @returns {Counts}
 */
export function vitestCounts(json, exitCode) {
  const report = parse(json);
  if (!report) return single(false);
  /** @type {{ status: string, assertionResults: unknown[] }[]} */
  const files = report.testResults ?? [];
  const unloaded = files.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const counts = {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + unloaded.length,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
  return settled(counts, exitCode);
}

/**
 * @param {string} json Playwright's `--reporter=json`
 * @param {number} exitCode
 * @returns {Counts}
 */
export function playwrightCounts(json, exitCode) {
  const report = parse(json);
  if (!report?.stats) return single(false);
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A flaky test is one that failed: retries are off, and where somebody turns them on it still needs mending.
  return settled({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/** @param {string} json */
function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
