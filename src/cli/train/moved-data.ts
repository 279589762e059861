// Loads the data of a resumed run, which may have moved: the same pictures in another place.
import type { Pictures } from '../../data/pictures.ts';
import { stat } from 'node:fs/promises';
import { mapSplits, type DataSplits } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import { isDatabaseAddress } from '../../node/catalogue/database-address.ts';
import { dataName } from '../../node/data/photographs/listing.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { openConfigured } from '../options/data.ts';

/**
 * Loads the data of a run from its old place, or from `moved`. Resuming checks the content later. The data
 * keeps its old name, because models store that name.
 *
 * @throws InputError if the data is missing
 */
export async function loadMoved(
  config: TrainingConfig,
  moved: string | undefined,
  offline: boolean | undefined,
): Promise<{ splits: DataSplits<Pictures>; data: string | undefined }> {
  const { data: before } = config;
  if (moved === undefined) {
    await checkThere(before);
    return openConfigured(config, offline);
  }
  const { splits, data } = await openConfigured({ ...config, data: moved }, offline);
  const isNamedByPlace = splits.train.name === dataName(moved);
  if (before === undefined || !isNamedByPlace) return { splits, data };
  const name = dataName(before);
  return { splits: mapSplits(splits, (dataset) => ({ ...dataset, name })), data };
}

async function checkThere(data: string | undefined): Promise<void> {
  if (data === undefined || data === 'fashion-mnist' || data === 'sketches' || isDatabaseAddress(data))
    return;
  const found = await stat(data).catch(() => undefined);
  if (!found)
    throw new InputError(`${data}: the data of this run is missing; name its new place with --data`);
}
