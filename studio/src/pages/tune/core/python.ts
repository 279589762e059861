// A study in Python: Optuna reads its journal, and can work on it at the same time.
import type { StudyDetail } from '../../../../../src/server/studio/contract/studies.ts';

export const pythonOf = ({ name, folder }: Pick<StudyDetail, 'name' | 'folder'>): string => `import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend

storage = JournalStorage(JournalFileBackend(${JSON.stringify(`${folder}/journal.log`)}))
study = optuna.load_study(study_name=${JSON.stringify(name)}, storage=storage)
print(study.best_trials)
`;
