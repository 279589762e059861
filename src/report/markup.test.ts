// Untrusted text, such as the name of a class, can't become markup.
import { expect, it } from 'vitest';
import { jsonScript, markup, Markup, table } from './markup.ts';

it('escapes values, joins lists, and omits undefined', () => {
  const name = `<img src=x onerror="alert('1')">&`;
  expect(markup`<p title="${name}">${[1, markup`<i>${'<'}</i>`]}${undefined}${false}</p>`.text).toBe(
    `<p title="&#60;img src=x onerror=&#34;alert('1')&#34;&#62;&#38;">1<i>&#60;</i></p>`,
  );
  expect(markup`${new Markup('<b>')}`.text).toBe('<b>');
});

it('has JSON that can’t end a script', () => {
  const value = { name: '</script><!--' };
  const { text } = jsonScript('data', value);
  const content = /^<script type="application\/json" id="data">(.*)<\/script>$/.exec(text)![1]!;
  expect(content).not.toMatch(/<[/!]/);
  expect(JSON.parse(content)).toEqual(value);
});

it('has tables whose first column and row are headers', () => {
  const { text } = table(['class', 'recall'], [['hat', 0.5]]);
  expect(text).toContain('<th scope="col">recall</th>');
  expect(text).toContain('<tr><th scope="row">hat</th><td>0.5</td></tr>');
});
