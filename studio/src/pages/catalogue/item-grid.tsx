// The pictures of items.
import { TileGrid } from '../../ui/tile-grid.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { ItemTile } from './item-tile.tsx';
import type { ItemList } from './use-item-list.ts';

interface ItemGridProps {
  readonly catalogue: string;
  readonly list: ItemList;
  readonly total: number;
  /** The key of the open item. */
  readonly open: string | undefined;
  readonly onOpen: (key: string) => void;
}

export function ItemGrid({ catalogue, list: { itemAt, need }, total, open, onOpen }: ItemGridProps) {
  const move = (place: number) => {
    const item = itemAt(place);
    if (open !== undefined && item) onOpen(item.key);
  };
  return (
    <TileGrid
      {...{ label: catalogueWords.gridLabel, total, least: 132, caption: 44 }}
      onSight={need}
      onMove={move}
      tile={(place) => {
        const item = itemAt(place.place);
        return (
          <ItemTile
            {...{ catalogue, item, ...place, onOpen }}
            isOpen={open !== undefined && item?.key === open}
          />
        );
      }}
    />
  );
}
