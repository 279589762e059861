// The data of a resumed run, which may have been moved since: the same pictures at another place.
import { stat } from 'node:fs/promises';
import { mapSplits, type DataSplits } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import { dataName } from '../../node/data/photographs/listing.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { loadConfigured } from '../options/data.ts';

/**
 * Loads the data of a run from where they were, or from where they are said to be now. Whether they are the
 * same is checked by their content when the run goes on; they keep the name that they had, since it is
 * written into models.
 *
 * @throws InputError where they are not there
 */
export async function loadMoved(
  config: TrainingConfig,
  moved: string | undefined,
  offline: boolean | undefined,
): Promise<{ splits: DataSplits; data: string | undefined }> {
  const { data: before } = config;
  if (moved === undefined) {
    await checkThere(before);
    return loadConfigured(config, offline);
  }
  const { splits, data } = await loadConfigured({ ...config, data: moved }, offline);
  const isNamedByPlace = splits.train.name === dataName(moved);
  if (before === undefined || !isNamedByPlace) return { splits, data };
  const name = dataName(before);
  return { splits: mapSplits(splits, (dataset) => ({ ...dataset, name })), data };
}

async function checkThere(data: string | undefined): Promise<void> {
  if (data === undefined || data === 'fashion-mnist' || data === 'sketches') return;
  const found = await stat(data).catch(() => undefined);
  if (!found)
    throw new InputError(
      `the data of this run were in ${data}, which is not there: say with --data where they are now`,
    );
}
