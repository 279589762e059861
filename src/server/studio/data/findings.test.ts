// Findings about photographs that stay on disk: the same as about those in memory, for the page too.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { auditData } from '../../../audit/audit.ts';
import { isInMemory } from '../../../data/pictures.ts';
import { cachedAudit } from '../../../node/audit/cached-audit.ts';
import { loadData, openData } from '../../../node/data/load.ts';
import { manyPhotos, photoFolder } from '../../../node/data/photographs/testing/photos.ts';
import { temporaryFolder } from '../../../node/data/testing/idx-folder.ts';
import type { StudioEvent } from '../contract/events.ts';
import { findingsOf } from './findings.ts';
import { DataSets } from './open-data.ts';

afterEach(() => vi.unstubAllEnvs());

it('are those of the same photographs in memory, and shown when the audit is done', async () => {
  vi.stubEnv('XDG_CACHE_HOME', join(await temporaryFolder(), 'cache'));
  const photos = manyPhotos({ a: 8, b: 8 });
  const folder = await photoFolder({ ...photos, 'b/copy.png': photos['a/3.png']! });
  const told: StudioEvent[] = [];
  const events = { publish: (event: StudioEvent) => void told.push(event) };
  const data = new DataSets({ data: [{ id: 'photos', data: folder, name: 'photos' }] }, events, 0);
  await expect.poll(() => data.look('photos')).toHaveProperty('splits');
  const opened = data.get('photos');
  await expect.poll(() => told).toContainEqual({ type: 'prepared', what: 'data', id: 'photos' });
  expect(isInMemory(opened.splits.train.images)).toBe(false);
  expect(await findingsOf(opened)).toBeNull();

  const threads = availableParallelism();
  const { result } = await cachedAudit(await openData(folder, { mostInMemory: 0 }), { threads });
  expect(result).toEqual(await auditData(await loadData(folder), { threads }));
  const found = await findingsOf(opened);
  expect(found!.nearDuplicates[0]!.distance).toBe(0);
  expect(found!.labelErrors).toEqual(result.labelErrors);
  expect(found!.outliers).toEqual(result.outliers);
}, 120_000);
