// @ts-check
// Saves figures as files: as SVG, which follows its reader's light or dark setting, or as PNG, twice as large
// as on screen and in the page's present colours.

/** @type {{ always: string, light: string, dark: string }} */
const figureStyles = readJson('figure-styles');

for (const button of document.querySelectorAll('[data-save]'))
  button.addEventListener('click', () => {
    const figure = /** @type {HTMLElement} */ (button.closest('figure'));
    const kind = button.getAttribute('data-save');
    if (kind === 'svg') saveSvg(figure);
    else void savePng(figure);
  });

/**
 * A figure as a document of its own.
 *
 * @param {HTMLElement} figure
 * @param {string} styles
 */
function standalone(figure, styles) {
  const copy = /** @type {SVGSVGElement} */ (figure.querySelector('svg')?.cloneNode(true));
  const { x, y, width, height } = copy.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  const shown = figure.classList.contains('with-rates') ? '.counts' : '.rates';
  style.textContent = `${styles} ${figure.classList.contains('matrix') ? `${shown} { display: none }` : ''}`;
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ class: 'ground', x, y, width, height }))
    ground.setAttribute(name, String(value));
  copy.prepend(style, ground);
  return new XMLSerializer().serializeToString(copy);
}

/** @param {HTMLElement} figure */
function saveSvg(figure) {
  const { always, light, dark } = figureStyles;
  const text = standalone(figure, `${always} ${light} @media (prefers-color-scheme: dark) { ${dark} }`);
  download(figure, 'svg', new Blob([text], { type: 'image/svg+xml' }));
}

/** @param {HTMLElement} figure */
async function savePng(figure) {
  const { always, light, dark } = figureStyles;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(
    standalone(figure, `${always} ${isDark() ? dark : light}`),
  )}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && download(figure, 'png', blob));
}

/**
 * @param {HTMLElement} figure
 * @param {string} extension
 * @param {Blob} blob
 */
function download(figure, extension, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${figure.dataset['name']}.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
