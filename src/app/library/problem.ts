/** Whether the storage would not take something for want of room. */
export function isFull(error: unknown): boolean {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  // The second is Firefox's.
  return /^(QuotaExceededError|NS_ERROR_DOM_QUOTA_REACHED)$/.test(name);
}

/** Why the storage would not take something, in one sentence. */
export function storageProblem(error: unknown): string {
  return isFull(error)
    ? "The storage of this browser is full: delete documents that are not needed any more, or save this one as a file."
    : "This browser does not keep documents for this page: save this one as a file.";
}
