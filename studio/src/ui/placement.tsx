// Where a network runs, and why there. Who has a graphics card can choose.
import { wantedPlaces, type Placement as Placed, type WantedPlace } from '../inference/placement.ts';
import { placementWords } from '../words/placement.ts';
import { Select } from './select.tsx';

interface PlacementProps {
  /** Undefined as long as no network is open. */
  readonly placement: Placed | undefined;
  readonly wanted: WantedPlace | undefined;
  /** `undefined` for wherever it is faster. */
  readonly onChoose: (wanted: WantedPlace | undefined) => void;
}

export const Placement = ({ placement, wanted = 'auto', onChoose }: PlacementProps) => (
  <Select
    label={placementWords.choose}
    choices={wantedPlaces.map((id) => ({ id, name: placementWords.places[id] }))}
    chosen={wanted}
    onChoose={(id) => onChoose(wantedPlaces.find((place) => place === id && place !== 'auto'))}
    {...(placement && { hint: placementWords.runs(placement) })}
  />
);
