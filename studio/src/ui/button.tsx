// A button, and a button that shows only an icon.
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Icon, type IconName } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';
import styles from './button.module.css';

/** `primary` is for the one action that a view is about. */
export type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly look?: ButtonLook;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** The class names of a button, for links that look like one. */
export const buttonClass = (look: ButtonLook = 'plain'): string => `${styles.button} ${styles[look] ?? ''}`;

export const Button = ({ look, icon, children, ...rest }: ButtonProps) => (
  <AriaButton {...rest} className={buttonClass(look)}>
    {icon && <Icon name={icon} />}
    {children}
  </AriaButton>
);

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  readonly icon: IconName;
  /** What it does, for screen readers and as a tooltip. */
  readonly label: string;
  /** The key that does the same. */
  readonly keys?: string;
}

export const IconButton = ({ icon, label, keys, look = 'quiet', ...rest }: IconButtonProps) => (
  <Tooltip words={label} {...(keys && { keys })}>
    <AriaButton {...rest} aria-label={label} className={`${buttonClass(look)} ${styles.icon}`}>
      <Icon name={icon} />
    </AriaButton>
  </Tooltip>
);
