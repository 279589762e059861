// @ts-check
// The pictures of the page, which are parts of one file, and the box that follows the pointer. The scripts
// after this one use its declarations.

/**
 * @typedef {object} PictureData the data that page.ts writes
 * @property {string[]} classNames
 * @property {number} columns of pictures in the file
 * @property {number} width of a picture in the file
 * @property {number} height
 * @property {number[]} indices of the pictures, sorted
 * @property {number[]} labels
 * @property {number[]} predictions
 * @property {number[]} confidences
 * @property {number[][]} cells label, prediction, and indices of pictures
 */

/** @type {PictureData} */
const pictureData = readJson('picture-data');
/** @type {Map<number, number>} */
const pictureRows = new Map(pictureData.indices.map((index, row) => [index, row]));

/**
 * An element that shows a picture; `size` is its longer edge in pixels.
 *
 * @param {number} index
 * @param {number} size
 */
function thumbnail(index, size) {
  const { columns, width, height, indices, labels, classNames } = pictureData;
  const row = pictureRows.get(index) ?? 0;
  const scale = size / Math.max(width, height);
  const element = document.createElement('span');
  element.className = 'thumb sprite';
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', `picture ${index}, ${classNames[labels[row] ?? 0]}`);
  Object.assign(element.style, {
    width: `${width * scale}px`,
    height: `${height * scale}px`,
    backgroundSize: `${columns * width * scale}px ${Math.ceil(indices.length / columns) * height * scale}px`,
    backgroundPosition: `${-(row % columns) * width * scale}px ${-Math.floor(row / columns) * height * scale}px`,
  });
  return element;
}

/**
 * The true class, the prediction and the confidence of a picture, as text.
 *
 * @param {number} index
 */
function describePicture(index) {
  const row = pictureRows.get(index) ?? 0;
  const { classNames, labels, predictions, confidences } = pictureData;
  const [label, prediction] = [labels[row] ?? 0, predictions[row] ?? 0];
  const says = `${(100 * (confidences[row] ?? 0)).toFixed(1)} %`;
  return label === prediction
    ? `${classNames[label]}, ${says}`
    : `${classNames[label]}, taken for ${classNames[prediction]}, ${says}`;
}

const hoverBox = /** @type {HTMLElement} */ (document.getElementById('hover'));

/**
 * Shows a picture next to a place in the window.
 *
 * @param {number} index
 * @param {number} x
 * @param {number} y
 */
function showHover(index, x, y) {
  if (!pictureRows.has(index)) return hideHover();
  hoverBox.replaceChildren(thumbnail(index, 84), `${index}: ${describePicture(index)}`);
  hoverBox.hidden = false;
  const left = Math.min(x + 14, window.innerWidth - hoverBox.offsetWidth - 8);
  const top = Math.min(y + 14, window.innerHeight - hoverBox.offsetHeight - 8);
  hoverBox.style.left = `${left}px`;
  hoverBox.style.top = `${top}px`;
}

function hideHover() {
  hoverBox.hidden = true;
}
