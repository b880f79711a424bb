import { type Build, keepBuilds } from "./kept-builds.ts";

declare const self: ServiceWorkerGlobalScope;
/** The build puts it in. */
declare const deldotBuild: Build;

const { scope } = self.registration;
const builds = keepBuilds(deldotBuild, {
  scope,
  caches: self.caches,
  fetch: (request) => self.fetch(request),
  windows: () => self.clients.matchAll({ type: "window", includeUncontrolled: true }),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});

// It serves pages of earlier builds as well as its predecessors did, so that none has to be closed before it begins; and
// the page that has brought it, so that what that one loads later is there without a network.
self.addEventListener("install", (event) => event.waitUntil(builds.install().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  if (request.mode !== "navigate") event.respondWith(builds.file(request));
  else if (builds.isPage(request.url)) {
    event.respondWith(builds.page(request, event.resultingClientId));
    event.waitUntil(builds.deleteUnused());
  }
});
