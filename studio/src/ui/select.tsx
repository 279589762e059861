// One of several choices.
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';
import styles from './field.module.css';
import menu from './menu.module.css';

interface Choice {
  readonly id: string;
  readonly name: string;
  /** What it is, in a few words. */
  readonly about?: string | undefined;
}

interface SelectProps {
  readonly label: string;
  readonly isBare?: boolean;
  readonly choices: readonly Choice[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  readonly hint?: string;
}

export const Select = ({ label, isBare, choices, chosen, onChoose, hint }: SelectProps) => (
  <AriaSelect
    className={`${styles.field} ${isBare ? styles.bare : ''}`}
    selectedKey={chosen}
    onSelectionChange={(key) => key !== null && onChoose(String(key))}
    {...(isBare && { 'aria-label': label })}
  >
    {!isBare && <Label className={styles.label}>{label}</Label>}
    <Button className={styles.control!}>
      <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
      <Icon name="down" size={12} />
    </Button>
    {hint && (
      <Text slot="description" className={styles.hint}>
        {hint}
      </Text>
    )}
    <Popover className={menu.popover!} offset={4}>
      <ListBox className={menu.menu!} items={choices}>
        {({ id, name, about }) => (
          <ListBoxItem id={id} textValue={name} className={menu.entry!}>
            {({ isSelected }) => (
              <>
                <span className={menu.mark}>{isSelected && <Icon name="check" size={14} />}</span>
                <span className={menu.name}>
                  {name}
                  {about && (
                    <Text slot="description" className={menu.about}>
                      {about}
                    </Text>
                  )}
                </span>
              </>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  </AriaSelect>
);
