// A template for HTML that escapes everything except other markup, so that untrusted text, such as the name
// of a class or folder, can't become markup.
import { escape } from '../figures/svg.ts';

/** Text that is already HTML. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Child = Markup | string | number | readonly Child[] | undefined | false;

/**
 * A template tag for HTML. It escapes strings and numbers, joins lists, and omits `undefined` and `false`.
 */
export const markup = (strings: TemplateStringsArray, ...children: readonly Child[]): Markup =>
  new Markup(String.raw({ raw: strings }, ...children.map(textOf)));

function textOf(child: Child): string {
  if (child === undefined || child === false) return '';
  if (child instanceof Markup) return child.text;
  return typeof child === 'object' ? child.map(textOf).join('') : escape(String(child));
}

/** A table. The first column has the row headers; the others have numbers, aligned to the right. */
export function table(
  header: readonly Child[],
  rows: readonly (readonly Child[])[],
  caption?: string,
): Markup {
  return markup`<div class="scroll"><table>${caption !== undefined && markup`<caption>${caption}</caption>`}
<thead><tr>${header.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...rest]) =>
      markup`<tr><th scope="row">${first}</th>${rest.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`,
  )}</tbody></table></div>`;
}

/** JSON in a script element, with `<` escaped so that the text contains no tags. */
export const jsonScript = (id: string, value: unknown): Markup =>
  new Markup(
    `<script type="application/json" id="${id}">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`,
  );
