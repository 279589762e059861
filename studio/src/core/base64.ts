// Bytes as base64, as the server takes pictures in JSON.

/** How many bytes become characters at once: a call takes only so many arguments. */
const step = 8192;

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += step)
    text += String.fromCharCode(...bytes.subarray(start, start + step));
  return btoa(text);
}
