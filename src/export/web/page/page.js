// The page: takes a picture from a file, a drawing or the camera, and shows the answer.
import { openClassifier } from './classifier.js';

const get = (id) => document.getElementById(id);
const drawing = get('drawing').getContext('2d');

function say(text) {
  get('message').textContent = text;
  get('message').hidden = text === '';
}

const opening = openClassifier();
opening.then(
  ({ description: { name, classNames } }) => {
    document.title = `What is it? · ${name}`;
    const some = classNames.slice(0, 10).join(', ');
    get('about').textContent =
      `${name} knows ${classNames.length} classes: ${some}${classNames.length > 10 ? ', …' : ''}`;
    document.documentElement.dataset.ready = '';
  },
  (error) => say(`The model can’t be loaded: ${error.message}`),
);

/** Counts pictures, so that a slow answer does not replace a newer one. */
let asked = 0;

async function answer(source) {
  const mine = ++asked;
  const classifier = await opening.catch(() => undefined); // the page says already that it can't be loaded
  if (!classifier) return;
  say('');
  const { classes, pixels } = await classifier.classify(source);
  if (mine !== asked) return;
  showClasses(classes);
  showPixels(get('seen'), pixels, classifier.description.input);
  const [first] = classes;
  get('reading').textContent = `What mattered for ${first.name}`;
  get('answer').hidden = false;
  get('answer').dataset.explained = 'false';
  const map = await classifier.explain(pixels, first.index, first.probability);
  if (mine !== asked) return;
  showPixels(get('map'), pixels, classifier.description.input, map);
  get('answer').dataset.explained = 'true';
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

function showClasses(classes) {
  get('class').textContent = classes[0].name;
  get('confidence').textContent = percent(classes[0].probability);
  get('bars').replaceChildren(
    ...classes.slice(0, 5).map(({ name, probability }) => {
      const item = document.createElement('li');
      item.innerHTML = '<span></span><span class="meter"><span></span></span><span class="share"></span>';
      item.children[0].textContent = name;
      item.children[1].firstChild.style.width = `${100 * probability}%`;
      item.children[2].textContent = percent(probability);
      return item;
    }),
  );
}

/** Draws pixels on a canvas, coloured by a map from 0 to 1 if there is one. */
function showPixels(canvas, pixels, { channels, height, width }, map) {
  [canvas.width, canvas.height] = [width, height];
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const heat = map ? 0.75 * map[i] : 0;
    const dim = map ? 0.55 : 1;
    [255, 140, 0].forEach((tone, c) => {
      const value = pixels[(c % channels) * width * height + i];
      image.data[4 * i + c] = value * dim * (1 - heat) + tone * heat;
    });
    image.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
}

async function takeFile(file) {
  if (!file) return;
  const image = get('shown');
  URL.revokeObjectURL(image.src);
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
  } catch {
    image.hidden = true;
    get('invitation').hidden = false;
    return say(`${file.name}: expected a picture that this browser can read`);
  }
  image.hidden = false;
  get('invitation').hidden = true;
  choose('file');
  await answer(image);
}

get('file').addEventListener('change', ({ target }) => takeFile(target.files[0]));
document.addEventListener('paste', ({ clipboardData }) => takeFile(clipboardData.files[0]));
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  get('drop').classList.add('over');
});
document.addEventListener('dragleave', () => get('drop').classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  get('drop').classList.remove('over');
  takeFile(event.dataTransfer.files[0]);
});

/** Shows the panel of a source of pictures. */
function choose(source) {
  document.querySelectorAll('[data-source]').forEach((button) => {
    button.setAttribute('aria-pressed', String(button.dataset.source === source));
  });
  document.querySelectorAll('[data-panel]').forEach((panel) => {
    panel.hidden = panel.dataset.panel !== source;
  });
  if (source === 'camera') openCamera();
  else closeCamera();
}
document.querySelectorAll('[data-source]').forEach((button) => {
  button.addEventListener('click', () => choose(button.dataset.source));
});

function clearDrawing() {
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, drawing.canvas.width, drawing.canvas.height);
}
clearDrawing();
get('clear').addEventListener('click', clearDrawing);
drawing.lineWidth = 26;
drawing.lineCap = drawing.lineJoin = 'round';

function draw({ type, offsetX, offsetY, target }) {
  const scale = target.width / target.clientWidth;
  const place = [offsetX * scale, offsetY * scale];
  if (type === 'pointerdown') drawing.beginPath();
  drawing.lineTo(...place);
  drawing.stroke();
}
drawing.canvas.addEventListener('pointerdown', (event) => {
  event.target.setPointerCapture(event.pointerId);
  draw(event);
});
drawing.canvas.addEventListener('pointermove', (event) => event.buttons && draw(event));
drawing.canvas.addEventListener('pointerup', () => answer(drawing.canvas));

async function openCamera() {
  if (!navigator.mediaDevices) return say('Browsers give the camera only to pages from https: or localhost');
  try {
    const video = { facingMode: 'environment' };
    const stream = await navigator.mediaDevices.getUserMedia({ video });
    closeCamera();
    get('video').srcObject = stream;
    if (document.querySelector('[data-panel=camera]').hidden) closeCamera(); // left while the browser asked
  } catch (error) {
    say(`The camera can’t be used: ${error.message}`);
  }
}
function closeCamera() {
  get('video')
    .srcObject?.getTracks()
    .forEach((track) => track.stop());
  get('video').srcObject = null;
}
get('shoot').addEventListener('click', () => {
  if (get('video').videoWidth > 0) answer(get('video'));
});

navigator.serviceWorker?.register('service-worker.js').catch(() => undefined); // file: has none
