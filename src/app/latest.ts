/** Calls `work` once in the microtask after any number of calls, so that a burst of changes costs one. */
export function coalesced(work: () => void): () => void {
  let queued = false;
  return () => {
    if (queued) return;
    queued = true;
    queueMicrotask(() => {
      queued = false;
      work();
    });
  };
}

/** Work that is done once in a task of its own after any number of asks. */
export interface Waiting {
  ask(): void;
  /** Does at once what waits, if anything does. */
  now(): void;
}

/** Several things that follow from one event, each in a task of its own, leave the page room between them. */
export function inTask(work: () => void): Waiting {
  let waits = false;
  function now(): void {
    if (waits) {
      waits = false;
      work();
    }
  }
  return {
    ask() {
      if (!waits) setTimeout(now);
      waits = true;
    },
    now,
  };
}
