// A button that opens a menu of actions or choices.
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger, type Selection } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { buttonClass, type ButtonLook } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import styles from './menu.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly name: string;
  readonly icon?: IconName;
  readonly keys?: string;
  readonly isDangerous?: boolean;
  /** The entry is a link. */
  readonly href?: string;
  readonly run?: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly icon?: IconName;
  readonly look?: ButtonLook;
  /** What the button shows beside its icon; nothing if it shows the icon alone. */
  readonly children?: ReactNode;
  readonly entries: readonly MenuEntry[];
  /** The chosen entries of a menu of choices. */
  readonly chosen?: readonly string[];
  readonly choose?: 'one' | 'many';
  readonly onChoose?: (ids: readonly string[]) => void;
}

export function Menu({ label, icon, look = 'plain', children, entries, ...choice }: MenuProps) {
  const { chosen, choose, onChoose } = choice;
  const narrow = children === undefined ? ` ${styles.narrow}` : '';
  const select = (keys: Selection) =>
    onChoose?.(keys === 'all' ? entries.map(({ id }) => id) : [...keys].map(String));
  return (
    <MenuTrigger>
      <AriaButton aria-label={label} className={buttonClass(look) + narrow}>
        {icon && <Icon name={icon} />}
        {children}
        {children !== undefined && <Icon name="down" size={12} />}
      </AriaButton>
      <Popover className={styles.popover!} offset={4}>
        <AriaMenu
          aria-label={label}
          className={styles.menu!}
          items={entries}
          {...(choose && {
            selectionMode: choose === 'one' ? 'single' : 'multiple',
            selectedKeys: chosen ?? [],
            onSelectionChange: select,
            disallowEmptySelection: choose === 'one',
          })}
        >
          {(entry: MenuEntry) => <Entry entry={entry} isChoice={choose !== undefined} />}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

const Entry = ({ entry, isChoice }: { readonly entry: MenuEntry; readonly isChoice: boolean }) => (
  <MenuItem
    id={entry.id}
    textValue={entry.name}
    className={`${styles.entry} ${entry.isDangerous ? styles.danger : ''}`}
    {...(entry.href !== undefined && { href: entry.href })}
    {...(entry.run && { onAction: entry.run })}
  >
    {({ isSelected }) => (
      <>
        {isChoice && <span className={styles.mark}>{isSelected && <Icon name="check" size={14} />}</span>}
        {entry.icon && <Icon name={entry.icon} />}
        <span className={styles.name}>{entry.name}</span>
        {entry.keys && <Kbd keys={entry.keys} />}
      </>
    )}
  </MenuItem>
);
