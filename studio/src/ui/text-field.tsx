// A line or some lines of text.
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import type { Ref } from 'react';
import styles from './field.module.css';

interface TextFieldProps {
  readonly label: string;
  /** Whether the label is only for screen readers. */
  readonly isBare?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly isLong?: boolean;
  /** Gets the element of a long field. */
  readonly area?: Ref<HTMLTextAreaElement>;
  readonly inputMode?: 'numeric' | 'decimal' | 'search';
  readonly id?: string;
}

export function TextField({
  label,
  isBare,
  hint,
  error,
  placeholder,
  isLong,
  area,
  ...rest
}: TextFieldProps) {
  const { inputMode, ...field } = rest;
  const name = isBare ? { 'aria-label': label } : {};
  return (
    <AriaTextField
      {...field}
      {...name}
      isInvalid={error !== undefined}
      className={`${styles.field} ${isBare ? styles.bare : ''}`}
    >
      {!isBare && <Label className={styles.label}>{label}</Label>}
      {isLong ? (
        <TextArea
          ref={area ?? null}
          className={styles.control!}
          rows={3}
          {...(placeholder !== undefined && { placeholder })}
        />
      ) : (
        <Input
          className={styles.control!}
          autoComplete="off"
          {...(placeholder !== undefined && { placeholder })}
          {...(inputMode && { inputMode })}
        />
      )}
      {hint && error === undefined && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error!}>{error}</FieldError>
    </AriaTextField>
  );
}
