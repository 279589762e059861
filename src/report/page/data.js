// @ts-check
// The data that the page has for its scripts. html-page.ts joins the files of this folder into one script in
// a fixed order: later files use the declarations of earlier ones.

/** @param {string} id */
const readJson = (id) => JSON.parse(document.getElementById(id)?.textContent ?? 'null');
