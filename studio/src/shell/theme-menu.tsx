// Light, dark, or like the system.
import { useState } from 'react';
import { chooseTheme, themeChoice, type ThemeChoice } from '../core/theme.ts';
import { commonWords } from '../words/common.ts';
import { Menu } from '../ui/menu.tsx';

const icons = { system: 'screen', light: 'sun', dark: 'moon' } as const;

/** The choices in the order of the menu. */
export const themes: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export function ThemeMenu() {
  const [choice, setChoice] = useState(themeChoice);
  const choose = ([id]: readonly string[]) => {
    chooseTheme(id as ThemeChoice);
    setChoice(id as ThemeChoice);
  };
  return (
    <Menu
      label={commonWords.theme}
      icon={icons[choice]}
      look="quiet"
      entries={themes.map((id) => ({ id, name: commonWords.themes[id], icon: icons[id] }))}
      choose="one"
      chosen={[choice]}
      onChoose={choose}
    />
  );
}
