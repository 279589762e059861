// A study in Python: Optuna reads its journal, and can work on it at the same time.
import type { StudySummary } from '../../../../../src/server/studio/contract/studies.ts';

export const pythonOf = ({ name, folder }: Pick<StudySummary, 'name' | 'folder'>): string => `import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

storage = JournalStorage(JournalFileBackend(${JSON.stringify(`${folder}/journal.log`)}))
study = optuna.load_study(study_name=${JSON.stringify(name)}, storage=storage)
print(study.best_trials)
`;
