// Views of the same thing, side by side.
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import { useChosenInView } from './use-chosen-in-view.ts';
import { useEdges } from './use-edges.ts';
import scroller from './scroller.module.css';
import styles from './tabs.module.css';

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly name: string; readonly content: ReactNode }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

export function Tabs<Id extends string>({ label, tabs, chosen, onChoose }: TabsProps<Id>) {
  const list = useChosenInView<HTMLDivElement>(chosen);
  useEdges(list);
  return (
    <AriaTabs
      selectedKey={chosen}
      onSelectionChange={(key) => onChoose(key as Id)}
      keyboardActivation="manual"
      className={styles.tabs!}
    >
      <TabList ref={list} aria-label={label} className={`${styles.list} ${scroller.fading}`}>
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
}
