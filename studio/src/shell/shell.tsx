// The frame around every page: the rail, the messages, the keys, and the server's events.
import { Outlet } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { actions } from '../core/actions.ts';
import { followEvents } from '../core/events.ts';
import { isWriting } from '../core/keys.ts';
import { applyEvent } from '../core/live.ts';
import { commonWords } from '../words/common.ts';
import { Loading } from '../ui/loading.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { useActions } from '../ui/use-actions.ts';
import { useGeneralActions } from './general-actions.ts';
import { Overlay } from './overlay.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';

export function Shell() {
  const isConnected = useEvents();
  useKeys();
  useActions(useGeneralActions());
  return (
    <div className={styles.shell}>
      <a href="#page" className={styles.skip}>
        {commonWords.skip}
      </a>
      <Rail />
      <main id="page" className={styles.main} tabIndex={-1}>
        {!isConnected && (
          <p className={styles.offline} role="alert">
            {commonWords.offline}
          </p>
        )}
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <Toasts />
      <Overlay />
    </div>
  );
}

/** Keeps the cache up to date, and returns whether the server answers. */
function useEvents(): boolean {
  const cache = useQueryClient();
  const [isConnected, setConnected] = useState(true);
  useEffect(
    () => followEvents({ onEvent: (event) => applyEvent(cache, event), onState: setConnected }),
    [cache],
  );
  return isConnected;
}

function useKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (actions.press(event, isWriting(event.target), event.timeStamp)) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
