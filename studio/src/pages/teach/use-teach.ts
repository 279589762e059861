// The lesson of this tab in React. It stays open, and goes on learning, while one looks at other pages.
import { useEffect, useSyncExternalStore } from 'react';
import { InputError } from '../../../../src/errors.ts';
import { remember, remembered } from '../../core/settings.ts';
import { remote } from '../../inference/calls.ts';
import { manyThreads } from '../../inference/inference.ts';
import { teachWords } from '../../words/teach.ts';
import { Opening, type Opened } from './core/opening.ts';
import { TeachStore, type OpenTeacher, type TeachState } from './core/teach-store.ts';
import type { LessonFunctions } from './lesson-worker.ts';
import type { StepMessage, TeacherFunctions } from './teacher-worker.ts';

let lessonWorker: Worker | undefined;
let store: TeachStore | undefined;

const opening = new Opening(
  {
    async open() {
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- missing in older browsers
      if (!navigator.storage?.getDirectory) throw new InputError(teachWords.unsupported);
      void navigator.storage.persist();
      lessonWorker = new Worker(new URL('./lesson-worker.ts', import.meta.url), { type: 'module' });
      store = await TeachStore.open({ files: remote<LessonFunctions>(lessonWorker), openTeacher, memory });
      return store;
    },
    close() {
      store?.stop();
      lessonWorker?.terminate();
    },
  },
  navigator.locks,
);

const memory = { recall: remembered, keep: remember };

const openTeacher = (onStep: (step: StepMessage['step']) => void): OpenTeacher => {
  const threads = String(manyThreads());
  const worker = new Worker(new URL('./teacher-worker.ts', import.meta.url), {
    type: 'module',
    name: threads,
  });
  worker.addEventListener('message', ({ data }: MessageEvent<object>) => {
    if ('step' in data) onStep((data as StepMessage).step);
  });
  return { functions: remote<TeacherFunctions>(worker), close: () => worker.terminate() };
};

/** The lesson: opens it when the page is first shown. */
export function useLesson(): Opened {
  useEffect(() => opening.begin(), []);
  return useSyncExternalStore(opening.subscribe, opening.get);
}

export const takeOver = (): void => opening.takeOver();

/** What the store knows now. */
export const useTeachState = (of: TeachStore): TeachState => useSyncExternalStore(of.subscribe, of.get);
