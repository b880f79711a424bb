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
