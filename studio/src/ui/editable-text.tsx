// Text that becomes a field when one presses it. Enter and leaving the field save, Escape does not.
import { useRef, useState, type KeyboardEvent } from 'react';
import styles from './editable-text.module.css';

interface EditableTextProps {
  readonly label: string;
  readonly value: string;
  /** What stands there while there is no text. */
  readonly placeholder: string;
  readonly onSave: (value: string) => void;
}

export function EditableText({ label, value, placeholder, onSave }: EditableTextProps) {
  const [draft, setDraft] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  const end = (saved: boolean) => {
    if (saved && draft !== undefined && draft.trim() !== value) onSave(draft.trim());
    setDraft(undefined);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.stopPropagation();
    end(event.key === 'Enter');
    requestAnimationFrame(() => button.current?.focus());
  };
  if (draft === undefined)
    return (
      <button
        ref={button}
        type="button"
        className={`${styles.text} ${value === '' ? styles.empty : ''}`}
        aria-label={`${label}: ${value || placeholder}`}
        title={value}
        onClick={() => setDraft(value)}
      >
        {value || placeholder}
      </button>
    );
  return (
    <input
      className={styles.field}
      aria-label={label}
      value={draft}
      autoFocus
      onChange={({ target }) => setDraft(target.value)}
      onKeyDown={press}
      onBlur={() => end(true)}
    />
  );
}
