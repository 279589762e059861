// From a picture to the pixels that the model takes, as the program itself fits pictures: the whole picture
// on the colour of its border, its centre, stretched, or trimmed to the garment and made light on dark.

/** A canvas of a size with what `draw` draws on it. */
function drawn(width, height, draw) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.imageSmoothingQuality = 'high';
  draw(context);
  return canvas;
}

const pixelsOf = (canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;

/** By the luma of Rec. 709. */
const grey = (data, i) => (2126 * data[4 * i] + 7152 * data[4 * i + 1] + 722 * data[4 * i + 2]) / 10000;

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** The indices of the outermost pixels. */
function border({ width, height }) {
  const places = [];
  for (let x = 0; x < width; x++) places.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) places.push(y * width, y * width + width - 1);
  return places;
}

/** The box around everything that differs from the background, and whether that is darker than it. */
function garment(canvas) {
  const { width, height } = canvas;
  const data = pixelsOf(canvas);
  const places = border(canvas);
  const ground = median(places.map((i) => grey(data, i)));
  const spread = places.map((i) => Math.abs(grey(data, i) - ground)).sort((a, b) => a - b);
  const tolerance = Math.min(Math.max(0.05 * 255, 4 * spread[Math.floor(spread.length * 0.75)]), 40);
  let [left, top, right, bottom, sum, count] = [width, height, -1, -1, 0, 0];
  for (let i = 0; i < width * height; i++) {
    const level = grey(data, i);
    if (Math.abs(level - ground) <= tolerance) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    [sum, count] = [sum + level, count + 1];
  }
  if (right < 0) return { box: [0, 0, width, height], isDark: false };
  return { box: [left, top, right - left + 1, bottom - top + 1], isDark: sum / count < ground };
}

/** The largest centred box with a ratio of width to height. */
function middle({ width, height }, ratio) {
  const [wide, tall] = [Math.min(width, height * ratio), Math.min(height, width / ratio)];
  return [(width - wide) / 2, (height - tall) / 2, wide, tall];
}

/**
 * The pixels of an image, canvas, video or bitmap as the model takes them.
 *
 * @returns uint8 `[channels, height, width]`
 */
export function preparePicture(source, { input: { channels, height, width }, fit }) {
  const size = [
    source.naturalWidth || source.videoWidth || source.width,
    source.naturalHeight || source.videoHeight || source.height,
  ];
  const scale = Math.min(1, 1024 / Math.max(...size));
  const picture = drawn(size[0] * scale, size[1] * scale, (context) => {
    context.fillStyle = '#fff'; // under transparent parts
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.drawImage(source, 0, 0, context.canvas.width, context.canvas.height);
  });
  const found = fit === 'garment' ? garment(picture) : undefined;
  const box =
    found?.box ?? (fit === 'cover' ? middle(picture, width / height) : [0, 0, picture.width, picture.height]);
  const isExact = picture.width === width && picture.height === height;
  const fitted = drawn(width, height, (context) => {
    if (isExact) return context.drawImage(picture, 0, 0);
    const fills = fit === 'cover' || fit === 'stretch';
    const factor = Math.min(width / box[2], height / box[3]);
    const [wide, tall] = fills ? [width, height] : [box[2] * factor, box[3] * factor].map(Math.round);
    const data = pixelsOf(picture);
    const ground = [0, 1, 2].map((c) => median(border(picture).map((i) => data[4 * i + c])));
    context.fillStyle = `rgb(${ground.join()})`;
    context.fillRect(0, 0, width, height);
    shrink(context, picture, box, [
      Math.floor((width - wide) / 2),
      Math.floor((height - tall) / 2),
      wide,
      tall,
    ]);
  });
  const data = pixelsOf(fitted);
  const pixels = new Uint8Array(channels * width * height);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < channels; c++) {
      const value = channels === 1 ? Math.round(grey(data, i)) : data[4 * i + c];
      pixels[c * width * height + i] = found?.isDark ? 255 - value : value;
    }
  return pixels;
}

/** Draws a part of a picture smaller, halved as often as possible, because browsers skip pixels otherwise. */
function shrink(context, picture, box, [left, top, width, height]) {
  let [from, [x, y, wide, tall]] = [picture, box];
  while (wide > 2 * width && tall > 2 * height) {
    const half = [from, x, y, wide, tall];
    from = drawn(wide / 2, tall / 2, (small) =>
      small.drawImage(...half, 0, 0, small.canvas.width, small.canvas.height),
    );
    [x, y, wide, tall] = [0, 0, from.width, from.height];
  }
  context.drawImage(from, x, y, wide, tall, left, top, width, height);
}
