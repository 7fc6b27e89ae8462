// Stock-taking without a network. It serves only what the page of a room put into the cache, and only when the network
// does not answer. A label that is scanned then leads to the room that was opened last.
const CACHE = "sakimori-stocktaking";
const CURRENT = "/stocktaking-current";
const NO_NETWORK = "/stocktaking-offline/";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const kept = async (address) => (await caches.open(CACHE)).match(address, { ignoreVary: true });

const page = async (request) => {
  try {
    return await fetch(request);
  } catch {
    const url = new URL(request.url);
    const label = url.pathname.match(/^\/t\/([^/]+)\/([^/]+)\/$/);
    if (label) {
      const room = await (await kept(CURRENT))?.text();
      if (room?.startsWith(`/a/${label[1]}/`)) return Response.redirect(`${room}#${label[2]}`);
    }
    return (await kept(url.pathname)) ?? (await kept(NO_NETWORK)) ?? Response.error();
  }
};

const part = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await kept(new URL(request.url).pathname)) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (["style", "script", "image"].includes(request.destination)) event.respondWith(part(request));
});
