// A walk in eight chapters through one picture and one network.
import { getRouteApi } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { learnWords } from '../../words/learn.ts';
import { useWalk } from './use-walk.ts';
import { WalkView } from './walk-view.tsx';
import styles from './learn.module.css';

const route = getRouteApi('/learn');

export default function LearnPage() {
  const { model } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: store, error, refetch } = useWalk(model);
  if (store) return <WalkView key={model} store={store} />;
  return (
    <Page title={learnWords.name}>
      {error ? (
        <div className={styles.refused}>
          <Failure error={error} retry={() => void refetch()} />
          {model !== undefined && (
            <Button look="primary" onPress={() => void navigate({ search: {} })}>
              {learnWords.usePrimer}
            </Button>
          )}
        </div>
      ) : (
        <Loading />
      )}
    </Page>
  );
}
