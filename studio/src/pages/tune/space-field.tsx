// The file of the space, as text. What the server refuses in it is chosen in the text, and said below it.
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tuneWords } from '../../words/tune.ts';
import { lineRange, type Refusal } from './core/refusal.ts';
import type { StudyForm } from './use-study-form.ts';
import styles from './tune.module.css';

const words = tuneWords.form;

export function SpaceField({ form }: { readonly form: StudyForm }) {
  const { refusal, space } = form;
  const field = useRef<HTMLTextAreaElement>(null);
  const refused = refusal?.place === 'space' ? refusal : undefined;
  useEffect(() => {
    if (refused) show(field.current!, refused);
  }, [refused]);
  return (
    <Panel title={words.space}>
      <div className={styles.yaml}>
        <TextField
          isLong
          isBare
          area={field}
          label={words.space}
          value={space}
          onChange={form.write}
          hint={form.isEdited ? words.edited : words.spaceHint}
          error={refused && words.refused(refused.words, refused.line, refused.column)}
        />
      </div>
      {form.isEdited && <Button onPress={form.rewrite}>{words.reset}</Button>}
    </Panel>
  );
}

/** Goes to the field with what is said below it, and chooses the rest of the line that was refused. */
function show(field: HTMLTextAreaElement, { line, column = 1 }: Refusal): void {
  field.focus({ preventScroll: true });
  field.parentElement!.scrollIntoView({ block: 'center' });
  if (line !== undefined) field.setSelectionRange(...lineRange(field.value, line, column));
}
