// @ts-check
// Sends a picture of the form to /predict, and shows the answer.

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

/** @param {FormData} data */
async function ask(data) {
  const [file, model, token] = ['file', 'model', 'token'].map((name) => data.get(name));
  const query = new URLSearchParams({
    ...(model && { model: String(model) }),
    ...(data.get('explain') && { explain: 'grad-cam' }),
  });
  const body = new FormData();
  body.append('file', /** @type {File} */ (file));
  const response = await fetch(`predict?${query}`, {
    method: 'POST',
    body,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return { file: /** @type {File} */ (file), answer };
}

/**
 * @typedef {{ name: string, probability: number }} Prediction
 * @typedef {{ predictions: Prediction[], isNovel?: boolean, explanation?: { png: string } }} Result
 * @param {{ file: File, answer: { model: string, version: string, pictures: Result[] } }} given
 */
function show({ file, answer: { model, version, pictures: results } }) {
  const { predictions, isNovel, explanation } = /** @type {Result} */ (results[0]);
  const novel = isNovel ? ' It is unlike anything in the training data.' : '';
  status.textContent = `Model ${model}, version ${version}.${novel}`;
  addPicture(URL.createObjectURL(file), 'the picture');
  if (explanation) addPicture(`data:image/png;base64,${explanation.png}`, 'where the model looked');
  for (const { name, probability } of predictions) {
    const item = document.createElement('li');
    item.textContent = `${name}: ${(100 * probability).toFixed(1)} %`;
    classes.append(item);
  }
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
