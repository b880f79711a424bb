/** At the latest so long after it was asked for the page is made to work offline, milliseconds. */
const latest = 10_000;

/**
 * Has the service worker keep the page for visits without a network, when there is nothing else to do. Without service
 * workers, as at an address that is not https, the page works as long as there is a network; within another page it
 * leaves the reader's disk alone.
 */
export function workOffline(page: Window): void {
  if (!import.meta.env.PROD || page.parent !== page || !page.navigator.serviceWorker) return;
  const register = () =>
    void page.navigator.serviceWorker.register("./service-worker.js").catch(() => undefined);
  if (page.requestIdleCallback) page.requestIdleCallback(register, { timeout: latest });
  else page.setTimeout(register, latest);
}
