import { getRouteApi } from '@tanstack/react-router';

const route = getRouteApi('/learn');

/** The number of the sample that is shown; nothing if the picture is the reader's own. */
export function useChosenSample(): number | undefined {
  const { picture = '0' } = route.useSearch();
  return picture === 'own' ? undefined : Number(picture);
}
