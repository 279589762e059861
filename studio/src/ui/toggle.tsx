// A switch that is on or off.
import { Switch } from 'react-aria-components/Switch';
import styles from './toggle.module.css';

interface ToggleProps {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export const Toggle = ({ label, hint, isOn, onChange }: ToggleProps) => (
  <Switch isSelected={isOn} onChange={onChange} className={styles.toggle!}>
    <span className={styles.track}>
      <span className={styles.knob} />
    </span>
    <span className={styles.words}>
      {label}
      {hint && <span className={styles.hint}>{hint}</span>}
    </span>
  </Switch>
);
