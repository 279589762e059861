// A catalogue that does not answer now: its database is away, or a command has its folder. Both pass by
// themselves, so the page asks again until it answers.
import { api, ApiError, apiPath } from '../../../core/api.ts';

/** A question of the page, with its answer or error. */
export interface Question {
  readonly queryKey: readonly unknown[];
  readonly state: { readonly error: unknown };
}

interface Filter {
  readonly type: 'active';
  readonly predicate: (question: Question) => boolean;
}

/** What the page has asked: TanStack's QueryClient. */
export interface Questions {
  getQueryCache(): { findAll(filter: Filter): readonly unknown[] };
  refetchQueries(filter: Filter): Promise<void>;
}

/** Whether something that the page shows was asked of a catalogue, and it did not answer. */
export const isAway = (questions: Questions, id: string): boolean =>
  questions.getQueryCache().findAll(unanswered(id)).length > 0;

/**
 * Asks again for all that was not answered, if the catalogue answers now.
 *
 * @param knock throws if it does not answer
 */
export async function lookAgain(
  questions: Questions,
  id: string,
  knock: (id: string) => Promise<unknown> = (asked) => api(apiPath('catalogues', asked)),
): Promise<void> {
  try {
    await knock(id);
  } catch {
    return;
  }
  await questions.refetchQueries(unanswered(id));
}

/** The names of questions about a catalogue begin with `catalogue` and have its id in second place. */
const unanswered = (id: string): Filter => ({
  type: 'active',
  predicate: ({ queryKey: [subject, asked], state }) =>
    String(subject).startsWith('catalogue') &&
    asked === id &&
    state.error instanceof ApiError &&
    state.error.status === 503,
});
