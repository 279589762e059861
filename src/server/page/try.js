// @ts-check
// Sends a picture of the form to /predict, or to /inspect if the model is an inspector, and shows the answer.

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'));
const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));
const pictures = /** @type {HTMLElement} */ (document.querySelector('#pictures'));
const classes = /** @type {HTMLElement} */ (document.querySelector('#classes'));

form.addEventListener('submit', (event) => {
  event.preventDefault();
  status.textContent = 'The server looks at it …';
  pictures.replaceChildren();
  classes.replaceChildren();
  ask(new FormData(form)).then(show, (error) => {
    status.textContent = String(error.message);
  });
});

/**
 * @typedef {{ name: string, probability: number }} Prediction
 * @typedef {{ predictions: Prediction[], isNovel?: boolean, explanation?: { png: string } }} Result
 * @typedef {{ score: number, isDefective: boolean, places: object[], explanation?: { png: string } }} Piece
 * @typedef {{ pictures?: Result[], pieces?: Piece[], threshold: number }} Said
 * @typedef {Said & { model: string, version: string }} Answer
 */

/** @param {FormData} data */
async function ask(data) {
  const [file, given, token] = ['file', 'model', 'token'].map((name) => data.get(name));
  /** @type {Record<string, string>} */
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const model = String(given || (await onlyModel(headers)) || '');
  const inspects = model !== '' && (await isInspector(model, headers));
  const query = new URLSearchParams({
    ...(model && { model }),
    ...(data.get('explain') && { explain: inspects ? 'heat-map' : 'grad-cam' }),
  });
  const body = new FormData();
  body.append('file', /** @type {File} */ (file));
  const path = `${inspects ? 'inspect' : 'predict'}?${query}`;
  const response = await fetch(path, { method: 'POST', body, headers });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return { file: /** @type {File} */ (file), answer: /** @type {Answer} */ (answer) };
}

/**
 * The name of the model if there is only one.
 *
 * @param {HeadersInit} headers
 */
async function onlyModel(headers) {
  const response = await fetch('v2/repository/index', { method: 'POST', headers });
  if (!response.ok) return undefined;
  const names = new Set((await response.json()).map((/** @type {{ name: string }} */ { name }) => name));
  return names.size === 1 ? [...names][0] : undefined;
}

/**
 * @param {string} model
 * @param {HeadersInit} headers
 */
async function isInspector(model, headers) {
  const response = await fetch(`v2/models/${encodeURIComponent(model)}/card`, { headers });
  return response.ok && !('classNames' in (await response.json()));
}

/** @param {{ file: File, answer: Answer }} given */
function show({ file, answer }) {
  addPicture(URL.createObjectURL(file), 'the picture');
  const words = answer.pieces
    ? showPiece(answer.pieces[0], answer.threshold)
    : showClasses(answer.pictures?.[0]);
  status.textContent = `Model ${answer.model}, version ${answer.version}.${words}`;
}

/** @param {Result | undefined} result */
function showClasses({ predictions, isNovel, explanation } = { predictions: [] }) {
  if (explanation) addPicture(`data:image/png;base64,${explanation.png}`, 'where the model looked');
  for (const { name, probability } of predictions) addLine(`${name}: ${(100 * probability).toFixed(1)} %`);
  return isNovel ? ' It is unlike anything in the training data.' : '';
}

/**
 * @param {Piece | undefined} piece
 * @param {number} threshold
 */
function showPiece(piece, threshold) {
  if (!piece) return '';
  const { score, isDefective, places, explanation } = piece;
  if (explanation)
    addPicture(`data:image/png;base64,${explanation.png}`, 'where the piece is unlike good ones');
  addLine(`Score ${score.toPrecision(3)}; defective above ${threshold.toPrecision(3)}`);
  if (places.length > 0) addLine(`Defective places: ${places.length}`);
  return isDefective ? ' The piece is defective.' : ' The piece is good.';
}

/** @param {string} words */
function addLine(words) {
  const item = document.createElement('li');
  item.textContent = words;
  classes.append(item);
}

/**
 * @param {string} source
 * @param {string} alternative
 */
function addPicture(source, alternative) {
  const image = new Image();
  [image.src, image.alt] = [source, alternative];
  pictures.append(image);
}
