// Which sample the address names.
import { getRouteApi } from '@tanstack/react-router';
import { firstSample } from './core/pictures.ts';

const route = getRouteApi('/learn');

/** The number of the sample that is shown; nothing if the picture is the reader's own. */
export function useChosenSample(): number | undefined {
  const { picture } = route.useSearch();
  return picture === 'own' ? undefined : Number(picture ?? firstSample);
}
