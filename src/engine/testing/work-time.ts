/**
 * Begins to measure: the function gives the milliseconds of work since then, or a little more. On a busy machine time
 * goes by while nothing is done, and beside other tests of the process their work is counted too; of the two accounts
 * the lesser is near the truth. It tells what hangs from what is bounded, however busy the machine is.
 */
export function workTime(): () => number {
  const begun = performance.now();
  const used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    return Math.min(performance.now() - begun, (user + system) / 1000);
  };
}
