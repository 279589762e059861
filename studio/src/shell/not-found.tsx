import { Link } from '@tanstack/react-router';
import { commonWords } from '../words/common.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';

/** What is shown at an address without a page. */
export const NotFound = () => (
  <Page title={commonWords.notFound}>
    <EmptyState icon="search" title={commonWords.notFound} hint={commonWords.notFoundHint}>
      <Link to="/">{commonWords.toHome}</Link>
    </EmptyState>
  </Page>
);
