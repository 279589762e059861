// The form that starts a training, made from the options of `atelier train`.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { runQuery, trainOptionsQuery } from '../../core/queries.ts';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { trainWords } from '../../words/train.ts';
import { TrainForm } from './train-form.tsx';

const route = getRouteApi('/train');

export default function TrainPage() {
  const { from } = route.useSearch();
  const { data: fields, error, refetch } = useQuery(trainOptionsQuery);
  const origin = useQuery({ ...runQuery(from ?? ''), enabled: from !== undefined });
  if (fields) return <TrainForm key={from} fields={fields} from={from} origin={origin.data?.name ?? from} />;
  return (
    <Page title={trainWords.name}>
      {error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}
    </Page>
  );
}
