// Keeps the page's files, so that it opens without a network. A new export has another version. Pages of the
// same host share its caches, so the name of a cache has the page's folder in it.
const own = `atelier ${self.registration.scope} `;
const name = `${own}{{version}}`;
const files = JSON.parse('{{files}}');

self.addEventListener('install', (event) => {
  // Not from the browser's own cache, which may still have files of the export before.
  const requests = ['./', ...files].map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(requests)));
  self.skipWaiting();
});
self.addEventListener('activate', (event) => {
  const old = caches.keys().then((names) => names.filter((one) => one.startsWith(own) && one !== name));
  event.waitUntil(old.then((names) => Promise.all(names.map((one) => caches.delete(one)))));
  self.clients.claim();
});
self.addEventListener('fetch', (event) => {
  const kept = caches.open(name).then((cache) => cache.match(event.request, { ignoreSearch: true }));
  event.respondWith(kept.then((found) => found ?? fetch(event.request)));
});
