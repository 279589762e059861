/** How much the levels of an empty picture may vary, by noise and rounding. */
const noise = 4;

/**
 * Whether a picture is empty: one colour everywhere. Most such pictures are damaged, or their values have
 * another scale than the file says.
 *
 * @param image `[channels, height, width]`, 0 to 255
 */
export function isBlank(image: Uint8Array, channels: number): boolean {
  const size = image.length / channels;
  for (let channel = 0; channel < channels; channel++) {
    let [least, most] = [255, 0];
    for (let i = channel * size; i < (channel + 1) * size; i++) {
      const level = image[i]!;
      if (level < least) least = level;
      if (level > most) most = level;
      if (most - least > noise) return false;
    }
  }
  return true;
}
