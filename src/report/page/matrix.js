// @ts-check
// Makes the cells of the confusion matrix buttons: a click, Enter or the space bar shows their pictures, and
// arrow keys move between them. Only one cell at a time is in the tab order.

const matrix = document.querySelector('.matrix');
const cells = /** @type {SVGGElement[]} */ ([...(matrix?.querySelectorAll('.cell') ?? [])]);
const cellPictures = document.getElementById('cell-pictures');
const classCount = pictureData.classNames.length;

/** @param {SVGGElement} cell */
function showCell(cell) {
  const [label, prediction] = [Number(cell.dataset['label']), Number(cell.dataset['prediction'])];
  for (const other of cells) other.setAttribute('aria-pressed', String(other === cell));
  const found = pictureData.cells.find(([first, second]) => first === label && second === prediction);
  const indices = (found ?? []).slice(2).filter((index) => pictureRows.has(index));
  const heading = document.createElement('p');
  const order = label === prediction ? 'the least confident first' : 'the most confident first';
  heading.textContent =
    indices.length > 0
      ? `${cell.getAttribute('aria-label')}. Shown here: ${indices.length}, ${order}.`
      : `${cell.getAttribute('aria-label')}.`;
  const list = document.createElement('ul');
  for (const index of indices) {
    const item = document.createElement('li');
    const row = pictureRows.get(index) ?? 0;
    item.append(
      thumbnail(index, 64),
      `${index}: ${(100 * (pictureData.confidences[row] ?? 0)).toFixed(1)} %`,
    );
    list.append(item);
  }
  cellPictures?.replaceChildren(heading, list);
}

/** @param {SVGGElement | undefined} cell */
function focusCell(cell) {
  if (!cell) return;
  for (const other of cells) other.setAttribute('tabindex', other === cell ? '0' : '-1');
  cell.focus();
}

/** @param {number} label @param {number} prediction */
const placeOfCell = (label, prediction) => `${label} ${prediction}`;

/** @type {Map<string, SVGGElement>} */
const cellsByPlace = new Map(
  cells.map((cell) => [placeOfCell(Number(cell.dataset['label']), Number(cell.dataset['prediction'])), cell]),
);

/**
 * The next cell in a direction. With many classes, the matrix has gaps.
 *
 * @param {SVGGElement} cell
 * @param {number} down
 * @param {number} across
 */
function nextCell(cell, down, across) {
  let [label, prediction] = [
    Number(cell.dataset['label']) + down,
    Number(cell.dataset['prediction']) + across,
  ];
  while (Math.min(label, prediction) >= 0 && Math.max(label, prediction) < classCount) {
    const found = cellsByPlace.get(placeOfCell(label, prediction));
    if (found) return found;
    [label, prediction] = [label + down, prediction + across];
  }
  return undefined;
}

const directions = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
});

cells.forEach((cell, i) => {
  cell.setAttribute('role', 'button');
  cell.setAttribute('tabindex', i === 0 ? '0' : '-1');
  cell.addEventListener('click', () => {
    focusCell(cell);
    showCell(cell);
  });
  cell.addEventListener('keydown', (event) => {
    const direction = directions[event.key];
    const isChosen = event.key === 'Enter' || event.key === ' ';
    if (direction) focusCell(nextCell(cell, ...direction));
    if (isChosen) showCell(cell);
    if (direction || isChosen) event.preventDefault();
  });
});

document.querySelector('[data-rates]')?.addEventListener('change', (event) => {
  matrix?.classList.toggle('with-rates', /** @type {HTMLInputElement} */ (event.target).checked);
});
