// A few choices side by side, one of which holds.
import type { ReactElement } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Icon, type IconName } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';
import styles from './segments.module.css';

interface SegmentsProps<Id extends string> {
  readonly label: string;
  readonly choices: readonly { readonly id: Id; readonly name: string; readonly icon?: IconName }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  /** Whether only the icons are shown; the names are for screen readers and tooltips. */
  readonly isNarrow?: boolean;
}

export const Segments = <Id extends string>({
  label,
  choices,
  chosen,
  onChoose,
  isNarrow = false,
}: SegmentsProps<Id>) => (
  <ToggleButtonGroup
    aria-label={label}
    className={styles.segments!}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[chosen]}
    onSelectionChange={(keys) => [...keys].forEach((key) => onChoose(key as Id))}
  >
    {choices.map(({ id, name, icon }) => (
      <Named key={id} name={isNarrow ? name : undefined}>
        <ToggleButton id={id} className={styles.segment!} {...(isNarrow && { 'aria-label': name })}>
          {icon && <Icon name={icon} />}
          {!isNarrow && name}
        </ToggleButton>
      </Named>
    ))}
  </ToggleButtonGroup>
);

/** With a tooltip, if the name is not shown. */
const Named = ({ name, children }: { readonly name: string | undefined; readonly children: ReactElement }) =>
  name === undefined ? children : <Tooltip words={name}>{children}</Tooltip>;
