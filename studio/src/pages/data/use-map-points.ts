// How the points of a map look: each in the colour of its class, or those of one class only.
import { useMemo } from 'react';
import { light, dark, palette } from '../../../../src/figures/colours.ts';
import { useTheme } from '../../ui/use-theme.ts';
import { classPlaces } from './core/class-places.ts';
import type { Item } from './core/items.ts';
import { pixelOf, type PointLook } from './core/paint-points.ts';
import type { MapPoints } from './use-painted-map.ts';

/**
 * @param board `[pictures, 2]`
 * @param only the class to show in its colour; the others are grey below it
 */
export function useMapPoints(
  board: Float32Array,
  pictures: readonly Item[] | undefined,
  classNames: readonly string[],
  only: number | undefined,
): MapPoints | undefined {
  const theme = useTheme();
  return useMemo(() => {
    if (!pictures) return undefined;
    const labels = pictures.map(({ label }) => label);
    const [colours, { grid }] = [palette[theme], theme === 'dark' ? dark : light];
    // Colours repeat: from the ninth class on, points are squares.
    const ofClasses = classNames.map((_, label): PointLook => ({
      pixel: pixelOf(colours[label % colours.length]!),
      isSquare: label >= colours.length,
    }));
    const places = classPlaces(board, labels, classNames.length);
    return {
      board,
      looks: only === undefined ? labels : labels.map((label) => Number(label === only)),
      kinds:
        only === undefined
          ? ofClasses
          : [{ pixel: pixelOf(grid), isSquare: false, isBelow: true }, ofClasses[only]!],
      names: classNames.flatMap((name, label) => {
        const at = places[label];
        return at && (only === undefined || only === label) ? [{ name, at }] : [];
      }),
    };
  }, [board, pictures, classNames, only, theme]);
}
