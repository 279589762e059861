// Names the picture of every <input type="file" data-classify> on a page, in the element after it.
import { openClassifier } from './classifier.js';
const opening = openClassifier();
const classify = async (file) => (await opening).classify(await createImageBitmap(file));
for (const input of document.querySelectorAll('input[type=file][data-classify]'))
  input.addEventListener('change', async () => {
    const { classes = [], message } = await classify(input.files[0]).catch((error) => error);
    input.nextElementSibling.textContent =
      message ?? `${classes[0].name} ${(100 * classes[0].probability).toFixed(1)} %`;
    input.dispatchEvent(new CustomEvent('classified', { bubbles: true, detail: classes }));
  });
