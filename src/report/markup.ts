// HTML as text in which nothing that a stranger wrote, a class's or a folder's name, can become markup: a
// template that escapes all that is not markup itself.
import { escape } from '../figures/svg.ts';

/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Child = Markup | string | number | readonly Child[] | undefined | false;

/**
 * A template of HTML; strings and numbers in it are escaped, lists are joined, `undefined` and `false` are
 * nothing.
 */
export const markup = (strings: TemplateStringsArray, ...children: readonly Child[]): Markup =>
  new Markup(String.raw({ raw: strings }, ...children.map(textOf)));

function textOf(child: Child): string {
  if (child === undefined || child === false) return '';
  if (child instanceof Markup) return child.text;
  return typeof child === 'object' ? child.map(textOf).join('') : escape(String(child));
}

/** Rows of cells under a header; numbers, which are all but the first column, to the right. */
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

/** JSON in a script element: no tag can end or begin in it. */
export const jsonScript = (id: string, value: unknown): Markup =>
  new Markup(
    `<script type="application/json" id="${id}">${JSON.stringify(value).replace(/</g, '\\u003c')}</script>`,
  );
