// A short name that appears beside a control.
import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { Kbd } from './kbd.tsx';
import styles from './tooltip.module.css';

interface TooltipProps {
  readonly words: string;
  readonly keys?: string;
  readonly placement?: 'top' | 'right' | 'bottom';
  /** The control; it must take focus. */
  readonly children: ReactElement;
}

export const Tooltip = ({ words, keys, placement = 'bottom', children }: TooltipProps) => (
  <TooltipTrigger delay={500} closeDelay={0}>
    {children}
    <AriaTooltip className={styles.tooltip!} placement={placement} offset={6}>
      {words}
      {keys && <Kbd keys={keys} />}
    </AriaTooltip>
  </TooltipTrigger>
);
