// The picture that is searched for, kept by this browser under its checksum, so that the address of a search
// opens it again after a reload. It goes nowhere else.
const store = 'atelier-pictures';

/** How many are kept: the oldest goes first. */
const most = 20;

const addressOf = (name: string): string => `/kept-pictures/${name}`;

/** Keeps a picture, and returns its name. */
export async function keepPicture(picture: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await picture.arrayBuffer());
  const name = Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
  const cache = await caches.open(store);
  await cache.put(addressOf(name), new Response(picture));
  const known = await cache.keys();
  await Promise.all(known.slice(0, Math.max(0, known.length - most)).map((old) => cache.delete(old)));
  return name;
}

/** A picture by its name; undefined if the browser does not keep it any more. */
export async function keptPicture(name: string): Promise<Blob | undefined> {
  const cache = await caches.open(store);
  return (await cache.match(addressOf(name)))?.blob();
}
