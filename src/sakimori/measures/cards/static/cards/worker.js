// The emergency page without a network, or on a line so slow that waiting would cost minutes. It serves only what the
// page itself put into the cache.
const CACHE = "sakimori-card";
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const answer = async (request) => {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(new URL(request.url).pathname, { ignoreVary: true });
  const stop = new AbortController();
  const timer = kept && setTimeout(() => stop.abort(), PATIENCE);
  try {
    const fresh = await fetch(request, { signal: stop.signal });
    // A server that is up but broken must not hide the numbers.
    return kept && fresh.status >= 500 ? kept : fresh;
  } catch {
    return kept ?? Response.error();
  } finally {
    clearTimeout(timer);
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === self.location.origin) event.respondWith(answer(request));
});
