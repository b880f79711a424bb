import type { Browser, Page } from "@playwright/test";

/** One task of the page's main thread, milliseconds. */
export interface Task {
  /** What the thread itself worked: the same on a busy machine as on an idle one. */
  readonly work: number;
  /** From beginning to end. */
  readonly elapsed: number;
}

/** An event of Chromium's trace; times in microseconds, `tdur` of the thread's own clock. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The tasks that the page's main thread runs while something is done to the page. */
export async function tasksDuring(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<readonly Task[]> {
  await browser.startTracing(page, { categories: ["toplevel"] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const thread = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(thread),
  );
  const tasks = traceEvents.filter(
    (event) => event.ph === "X" && event.name === "ThreadControllerImpl::RunTask" && mains.has(thread(event)),
  );
  return tasks.map(({ dur = 0, tdur = 0 }) => ({ work: tdur / 1000, elapsed: dur / 1000 }));
}
