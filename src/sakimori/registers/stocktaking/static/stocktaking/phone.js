// A room on a phone: what is seen is kept on the phone until the network takes it. Without script the page is a list.
const root = document.getElementById("phone");
const said = document.getElementById("said");
const words = root.dataset;
const KEY = `sakimori-stocktaking:${words.owner}:${location.pathname}`;
const CACHE = "sakimori-stocktaking";
const SINCE = `${KEY}:since`;
const KEPT_FOR = 24 * 3600 * 1000;
const LONGEST_WAIT = 7 * 24 * 3600 * 1000;
let isOn = navigator.onLine;
let isBusy = false;

const plain = (text) => text.normalize("NFKC").trim().toUpperCase();
const code = (text) => plain(text.trim().replace(/\/+$/, "").split("/").pop());
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
};
const write = (rows) => (rows.length ? localStorage.setItem(KEY, JSON.stringify(rows)) : localStorage.removeItem(KEY));
const item = (mark) =>
  [...document.querySelectorAll("#items > li")].find((row) => row.dataset.marks.split("\n").map(plain).includes(code(mark)));

const show = () => {
  const count = read().length;
  const state = document.getElementById("state");
  const text = `${isOn ? words.tOn : words.tOff}・${count ? words.tKept.replace("{n}", count) : words.tNone}`;
  const line = state.querySelector("[data-said]");
  if (line.textContent !== text) line.textContent = text;
  state.dataset.state = isOn ? "on" : "off";
  document.getElementById("send").disabled = !count || isBusy;
  for (const { mark } of read()) {
    const row = item(mark);
    if (row) row.querySelector("[data-told]").textContent = words.tSeen;
  }
};

// Kept on the phone: this page, what it is drawn with, and where a scanned label leads.
const keep = async () => {
  if (!("caches" in window)) return;
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon]")].map((one) => one.href);
  const scripts = [...document.querySelectorAll("script[src]")].map((one) => one.src);
  const pictures = [...document.images].map((one) => one.src);
  const cache = await caches.open(CACHE);
  for (const old of await cache.keys()) {
    if (old.url.includes("/phone/") && !old.url.endsWith(location.pathname)) await cache.delete(old);
  }
  await cache.addAll([location.pathname, words.none, ...parts, ...scripts, ...pictures]);
  await cache.put("/stocktaking-current", new Response(location.pathname));
  localStorage.setItem(SINCE, Date.now());
};
const forget = async () => {
  localStorage.removeItem(SINCE);
  if ("caches" in window) await caches.delete(CACHE);
};
// By the phone's own clock, whatever it says: a day since the list was last fetched.
const isOld = () => Date.now() - Number(localStorage.getItem(SINCE) ?? Date.now()) > KEPT_FOR;

const send = async () => {
  if (isBusy || !read().length) return show();
  isBusy = true;
  show();
  try {
    // A page of another login answers with its log-in page: nothing is followed, nothing is lost.
    const asked = await fetch(words.sync, { redirect: "manual", cache: "no-store" });
    isOn = true;
    if (asked.type === "opaqueredirect" || !asked.ok) return askForLogin();
    document.getElementById("again").hidden = true;
    const { token } = await asked.json();
    const rows = read();
    const answer = await fetch(words.sync, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(rows.slice(0, 500).map(({ once, mark, seen_at }) => ({ once, mark, seen_at }))),
    });
    if (!answer.ok) throw new Error(answer.status);
    const { open, filed } = await answer.json();
    const done = new Set(filed.map((one) => one.once));
    write(read().filter((row) => !done.has(row.once)));
    tell(filed);
    if (!open) await forget();
  } catch (error) {
    isOn = navigator.onLine && !(error instanceof TypeError);
    if (isOn) said.textContent = words.tFailed;
  } finally {
    isBusy = false;
    show();
  }
};

const askForLogin = () => {
  said.textContent = words.tLogin;
  const link = document.getElementById("again");
  link.search = new URLSearchParams({ next: location.pathname });
  link.hidden = false;
};

const tell = (filed) => {
  const list = document.querySelector("[data-results]");
  document.getElementById("results").hidden = false;
  for (const { mark, fate, text } of filed) {
    const row = document.createElement("li");
    row.dataset.fate = fate;
    row.textContent = `${{ taken: "○", double: "＝", unknown: "？", refused: "×" }[fate] ?? "・"} ${mark}: ${text}`;
    list.prepend(row);
    const told = item(mark)?.querySelector("[data-told]");
    if (told && (fate === "taken" || fate === "double")) told.textContent = words.tSent;
  }
};

const see = (mark) => {
  if (!code(mark)) return;
  const rows = read();
  const row = item(mark);
  const label = row?.firstElementChild.firstChild.textContent.trim() ?? mark;
  if (rows.some((one) => code(one.mark) === code(mark) || (row && item(one.mark) === row))) {
    said.textContent = `${label}: ${words.tAgain}`;
  } else {
    const once = crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
      (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+c / 4)))).toString(16));
    write([...rows, { once, mark: mark.trim(), seen_at: new Date().toISOString() }]);
    said.textContent = `${label}: ${row ? words.tSeen : words.tOther}`;
  }
  show();
  if (navigator.onLine) send();
};

const scanned = () => {
  const mark = decodeURIComponent(location.hash.slice(1));
  if (!mark) return;
  history.replaceState(null, "", location.pathname);
  see(mark);
};

const take = async () => {
  if (!navigator.onLine || !("serviceWorker" in navigator)) return;
  try {
    await keep();
    for (const scope of words.scopes.split(" ")) await navigator.serviceWorker.register(words.worker, { scope });
  } catch {
    // The network went away meanwhile: what is kept stays as it is.
  }
};

const begin = async () => {
  for (const one of document.querySelectorAll("[data-needs-script]")) one.hidden = "closed" in words;
  document.getElementById("state").hidden = false;
  // What waited too long is no sighting any more.
  write(read().filter((row) => Date.now() - Date.parse(row.seen_at) < LONGEST_WAIT));
  document.getElementById("type").addEventListener("submit", (event) => {
    event.preventDefault();
    const field = document.getElementById("mark");
    see(field.value);
    field.value = "";
    field.focus();
  });
  root.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-here]")?.closest("li");
    if (row) see(row.dataset.marks.split("\n")[1]);
  });
  document.getElementById("send").addEventListener("click", send);
  window.addEventListener("online", () => { isOn = true; send(); });
  window.addEventListener("offline", () => { isOn = false; show(); });
  window.addEventListener("hashchange", scanned);
  if ("closed" in words) {
    await forget();
  } else {
    await take();
    if (isOld()) {
      await forget();
      document.getElementById("items")?.remove();
      said.textContent = words.tOld;
    }
  }
  scanned();
  show();
  if (navigator.onLine) await send();
  root.dataset.ready = "";
};
begin();
