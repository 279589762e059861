// <script type="module" src="https://example.org/model/embed.js"></script> names the pictures of every
// <input type="file" data-classify> on a page, in the element after it.
import { openClassifier } from './classifier.js';
const opening = openClassifier();
for (const input of document.querySelectorAll('input[type=file][data-classify]'))
  input.addEventListener('change', async () => {
    const { classes } = await (await opening).classify(await createImageBitmap(input.files[0]));
    input.nextElementSibling.textContent = `${classes[0].name} ${(100 * classes[0].probability).toFixed(1)} %`;
    input.dispatchEvent(new CustomEvent('classified', { bubbles: true, detail: classes }));
  });
