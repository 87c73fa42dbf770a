/**
 * The service worker: it shows the offline page when a page cannot be reached, and does nothing else.
 *
 * Served at /static/sw.js with `Service-Worker-Allowed: /`. The offline page is fetched without cookies, so what lies
 * in the cache of a shared device names nobody.
 */
const CACHE = "offline-1";
const PAGE = "/offline/";

/** The part of the worker's global scope that is used here; TypeScript's own types for it exclude those of the page. */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

async function keepOfflinePage(): Promise<void> {
  const response = await fetch(PAGE, { credentials: "omit" });
  if (!response.ok) {
    throw new Error(`the offline page answered ${response.status}`);
  }
  const html = await response.clone().text();
  const files = [...html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((match) => match[1] ?? "");
  const cache = await caches.open(CACHE);
  await cache.put(PAGE, response);
  await cache.addAll(files);
}

async function dropOldCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

async function pageOrOffline(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    // No network: the one page that is always here.
    return (await caches.match(PAGE)) ?? Response.error();
  }
}

async function keptOrFetched(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

addEventListener("install", (event) => (event as Waiting).waitUntil(keepOfflinePage()));
addEventListener("activate", (event) => (event as Waiting).waitUntil(dropOldCaches()));
addEventListener("fetch", (event) => {
  const fetching = event as Fetching;
  const { request } = fetching;
  if (request.mode === "navigate") {
    fetching.respondWith(pageOrOffline(request));
  } else if (request.method === "GET" && new URL(request.url).pathname.startsWith("/static/assets/")) {
    fetching.respondWith(keptOrFetched(request));
  }
});

export {};
