// Keeps the page on the phone, and says whether it is today's or an older one. Without script the page is simply read.
const root = document.getElementById("kept");
const said = document.getElementById("kept-said");
const words = root.dataset;
const CACHE = "sakimori-card";
const OLD = 30 * 24 * 3600 * 1000;

const show = () => {
  const age = Date.now() - Date.parse(words.made);
  const parts = [navigator.onLine ? words.tOn : words.tOff];
  if (age > OLD) parts.push(words.tOld);
  said.textContent = parts.join(" ");
  root.dataset.state = age > OLD ? "old" : navigator.onLine ? "on" : "off";
};

const keep = async () => {
  if (!("caches" in window) || !("serviceWorker" in navigator) || "unknown" in words) return;
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=manifest]")].map((one) => one.href);
  const scripts = [...document.querySelectorAll("script[src]")].map((one) => one.src);
  try {
    const cache = await caches.open(CACHE);
    await cache.addAll([location.pathname, ...parts, ...scripts]);
    await navigator.serviceWorker.register(words.worker, { scope: words.scope });
    await navigator.serviceWorker.ready;
    document.getElementById("kept-here").hidden = false;
    root.dataset.ready = "";
  } catch {
    // No network just now: what was kept before stays as it is.
  }
};

window.addEventListener("online", show);
window.addEventListener("offline", show);
root.hidden = false;
show();
if (navigator.onLine) keep();
