// Views of the same thing, side by side.
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import styles from './tabs.module.css';

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly name: string; readonly content: ReactNode }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

export const Tabs = <Id extends string>({ label, tabs, chosen, onChoose }: TabsProps<Id>) => (
  <AriaTabs
    selectedKey={chosen}
    onSelectionChange={(key) => onChoose(key as Id)}
    keyboardActivation="manual"
    className={styles.tabs!}
  >
    <TabList aria-label={label} className={styles.list!}>
      {tabs.map(({ id, name }) => (
        <Tab key={id} id={id} className={styles.tab!}>
          {name}
        </Tab>
      ))}
    </TabList>
    {tabs.map(({ id, content }) => (
      <TabPanel key={id} id={id} className={styles.panel!}>
        {content}
      </TabPanel>
    ))}
  </AriaTabs>
);
