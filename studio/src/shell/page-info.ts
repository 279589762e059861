// What the shell knows of a page: its name, its icon and its place in the rail.
import type { IconName } from '../ui/icon.tsx';

export interface PageInfo {
  readonly name: string;
  readonly icon: IconName;
  /** Pages of one group stand together in the rail. */
  readonly group: 'home' | 'see' | 'make' | 'shop';
  /** The second key after `g` that opens it. */
  readonly key: string;
  /** Whether it has a place in the bar of a small screen; the others are behind More. */
  readonly isInBar?: boolean;
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Pages without it are reached from others. */
    readonly page?: PageInfo;
  }
}
