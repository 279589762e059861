// A line of text for which there are suggestions: names to choose from, and any other value.
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';
import styles from './field.module.css';
import menu from './menu.module.css';

interface ComboBoxProps {
  readonly label: string;
  /** Whether the label is only for screen readers. */
  readonly isBare?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly suggestions: readonly string[];
  /** What some of them are, in a few words. */
  readonly about?: Readonly<Record<string, string>> | undefined;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly placeholder?: string;
}

export const ComboBox = ({
  label,
  isBare,
  suggestions,
  about = {},
  hint,
  error,
  placeholder,
  ...rest
}: ComboBoxProps) => (
  <AriaComboBox
    className={`${styles.field} ${isBare ? styles.bare : ''}`}
    {...(isBare && { 'aria-label': label })}
    inputValue={rest.value}
    onInputChange={rest.onChange}
    allowsCustomValue
    isInvalid={error !== undefined}
    defaultItems={suggestions.map((id) => ({ id, words: about[id] }))}
  >
    {!isBare && <Label className={styles.label}>{label}</Label>}
    <div className={styles.combined}>
      <Input
        className={styles.control!}
        autoComplete="off"
        {...(placeholder !== undefined && { placeholder })}
      />
      <Button className={styles.open!}>
        <Icon name="down" size={12} />
      </Button>
    </div>
    {hint && error === undefined && (
      <Text slot="description" className={styles.hint}>
        {hint}
      </Text>
    )}
    <FieldError className={styles.error!}>{error}</FieldError>
    <Popover className={menu.popover!} offset={4}>
      <ListBox className={menu.menu!}>
        {({ id, words }: { readonly id: string; readonly words: string | undefined }) => (
          <ListBoxItem textValue={id} className={menu.entry!}>
            <span className={menu.name}>
              {id}
              {words && (
                <Text slot="description" className={menu.about}>
                  {words}
                </Text>
              )}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  </AriaComboBox>
);
