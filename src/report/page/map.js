// @ts-check
// Zooms and moves the maps, by wheel, pointer, buttons and keys, and shows the picture of the mark nearest to
// the pointer. Zooming changes the view box, so that marks and names stay sharp; names keep their size on the
// screen.

/** @typedef {{ x: number, y: number, width: number, height: number }} View */

for (const figure of document.querySelectorAll('.map')) {
  const svg = figure.querySelector('svg');
  if (svg) makeMap(/** @type {HTMLElement} */ (figure), svg);
}

/**
 * @param {HTMLElement} figure
 * @param {SVGSVGElement} svg
 */
function makeMap(figure, svg) {
  const { width, height } = svg.viewBox.baseVal;
  /** @type {View} */
  let view = { x: 0, y: 0, width, height };
  const marks = /** @type {SVGElement[]} */ ([...svg.querySelectorAll('[data-index]')]);
  const places = marks.map(placeOf);

  /** @param {View} next */
  function show(next) {
    view = {
      ...next,
      x: Math.min(Math.max(next.x, -next.width / 2), width - next.width / 2),
      y: Math.min(Math.max(next.y, -next.height / 2), height - next.height / 2),
    };
    svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
    const scale = Math.sqrt(view.width / width); // marks grow more slowly than the distances between them
    for (const circle of svg.querySelectorAll('circle'))
      circle.setAttribute('r', String((circle.classList.contains('missed') ? 4.6 : 3) * scale));
    for (const word of svg.querySelectorAll('text')) word.style.fontSize = `${(13 * view.width) / width}px`;
  }

  /**
   * Zooms around a fixed place.
   *
   * @param {number} factor below 1 to zoom in
   * @param {{ x: number, y: number }} [around]
   */
  function zoom(factor, around = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) {
    const size = Math.min(width, Math.max(width / 40, view.width * factor));
    const change = size / view.width;
    show({
      ...{ width: size, height: (size * height) / width },
      ...{ x: around.x - (around.x - view.x) * change, y: around.y - (around.y - view.y) * change },
    });
  }

  /** @param {MouseEvent} event */
  function toMap(event) {
    const box = svg.getBoundingClientRect();
    return {
      x: view.x + ((event.clientX - box.left) / box.width) * view.width,
      y: view.y + ((event.clientY - box.top) / box.height) * view.height,
    };
  }

  /** @param {number} across @param {number} down in shares of the visible part */
  const move = (across, down) =>
    show({ ...view, x: view.x + across * view.width, y: view.y + down * view.height });
  const reset = () => show({ x: 0, y: 0, width, height });

  svg.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, toMap(event));
    },
    { passive: false },
  );
  /** @type {{ x: number, y: number } | undefined} */
  let held;
  svg.addEventListener('pointerdown', (event) => {
    held = toMap(event);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener('pointerup', () => (held = undefined));
  svg.addEventListener('pointercancel', () => (held = undefined));
  svg.addEventListener('pointermove', (event) => {
    const at = toMap(event);
    if (held) return show({ ...view, x: view.x + held.x - at.x, y: view.y + held.y - at.y });
    const nearest = nearestTo(places, at, (12 * view.width) / svg.getBoundingClientRect().width);
    if (nearest === undefined) hideHover();
    else showHover(nearest, event.clientX, event.clientY);
  });
  svg.addEventListener('pointerleave', hideHover);

  /** @type {Record<string, () => void>} */
  const keys = {
    '+': () => zoom(1 / 1.4),
    '-': () => zoom(1.4),
    0: reset,
    ArrowLeft: () => move(-0.1, 0),
    ArrowRight: () => move(0.1, 0),
    ArrowUp: () => move(0, -0.1),
    ArrowDown: () => move(0, 0.1),
  };
  svg.parentElement?.addEventListener('keydown', (event) => {
    const act = keys[event.key === '=' ? '+' : event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    act();
    event.preventDefault();
  });
  figure.querySelector('[data-zoom=in]')?.addEventListener('click', () => zoom(1 / 1.4));
  figure.querySelector('[data-zoom=out]')?.addEventListener('click', () => zoom(1.4));
  figure.querySelector('[data-zoom=reset]')?.addEventListener('click', reset);
}

/** @param {SVGElement} mark */
function placeOf(mark) {
  /** @param {string} name */
  const number = (name) => Number(mark.getAttribute(name));
  const half = number('width') / 2; // 0 for a circle
  const [x, y] = mark.hasAttribute('cx')
    ? [number('cx'), number('cy')]
    : [number('x') + half, number('y') + half];
  return { index: Number(mark.dataset['index']), x, y };
}

/**
 * @param {{ index: number, x: number, y: number }[]} places
 * @param {{ x: number, y: number }} at
 * @param {number} reach
 */
function nearestTo(places, at, reach) {
  let [best, found] = [reach, /** @type {number | undefined} */ (undefined)];
  for (const { index, x, y } of places) {
    const distance = Math.hypot(x - at.x, y - at.y);
    if (distance <= best) [best, found] = [distance, index];
  }
  return found;
}
