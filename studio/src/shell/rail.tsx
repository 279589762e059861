// The rail at the left: all pages, the palette, the theme. On a small screen it is a bar at the bottom.
import { Link, useRouter } from '@tanstack/react-router';
import { actions } from '../core/actions.ts';
import { commonWords } from '../words/common.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Menu } from '../ui/menu.tsx';
import { openPalette, openSheet } from './overlays.ts';
import { ThemeMenu } from './theme-menu.tsx';
import { usePages, type PageLink } from './use-pages.ts';
import styles from './rail.module.css';

export function Rail() {
  const pages = usePages();
  const groups = [...new Set(pages.map(({ group }) => group))];
  return (
    <nav className={styles.rail} aria-label={commonWords.pages}>
      <Link to="/" className={styles.product}>
        <img src="/icon.svg" width="20" height="20" alt="" />
        <span className={styles.name}>{commonWords.product}</span>
      </Link>
      <button type="button" className={styles.search} onClick={openPalette}>
        <Icon name="search" />
        <span className={styles.name}>{commonWords.palette}</span>
        <span className={styles.keys}>
          <Kbd keys="mod+k" />
        </span>
      </button>
      {groups.map((group) => (
        <ul key={group} className={styles.group}>
          {pages
            .filter((page) => page.group === group)
            .map((page) => (
              <Item key={page.path} page={page} />
            ))}
        </ul>
      ))}
      <More pages={pages.filter(({ isInBar }) => !isInBar)} />
      <div className={styles.foot}>
        <ThemeMenu />
        <IconButton icon="help" label={commonWords.shortcuts} keys="?" onPress={openSheet} />
      </div>
    </nav>
  );
}

const Item = ({ page: { path, name, icon, isInBar } }: { readonly page: PageLink }) => (
  <li className={isInBar ? undefined : styles.notInBar}>
    <Link
      to={path}
      className={styles.item}
      activeOptions={{ exact: path === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      title={name}
    >
      <Icon name={icon} />
      <span className={styles.name}>{name}</span>
    </Link>
  </li>
);

/** The pages and actions that the bar of a small screen has no room for. */
function More({ pages }: { readonly pages: readonly PageLink[] }) {
  const router = useRouter();
  const go = (path: string) => () => void router.navigate({ to: path });
  return (
    <div className={styles.more}>
      <Menu
        label={commonWords.more}
        icon="more"
        look="quiet"
        entries={[
          ...pages.map(({ path, name, icon }) => ({ id: path, name, icon, run: go(path) })),
          ...actions
            .list()
            .filter(({ id }) => id.startsWith('theme-') || id === 'palette')
            .map(({ id, name, run }) => ({ id, name, run })),
        ]}
      />
      <span className={styles.name} aria-hidden="true">
        {commonWords.more}
      </span>
    </div>
  );
}
