// A part of a page under a heading. If it fails, it says so at its place, and the rest of the page works.
import { Component, type ReactNode } from 'react';
import { commonWords } from '../words/common.ts';
import { Button } from './button.tsx';
import styles from './panel.module.css';

interface PanelProps {
  /** The heading; a panel without one is only guarded. */
  readonly title?: string;
  /** Beside the heading. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export const Panel = ({ title, actions, children }: PanelProps) => (
  <section className={styles.panel} {...(title !== undefined && { 'aria-label': title })}>
    {title !== undefined && (
      <header className={styles.header}>
        <h2>{title}</h2>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
    )}
    <Guard>{children}</Guard>
  </section>
);

class Guard extends Component<{ readonly children: ReactNode }, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <Failure error={this.state.error} retry={() => this.setState({ error: undefined })} />;
  }
}

/** What failed and what one can do. */
export const Failure = ({ error, retry }: { readonly error: unknown; readonly retry: () => void }) => (
  <div className={styles.failure} role="alert">
    <p>
      <strong>{commonWords.failedPart}:</strong> {error instanceof Error ? error.message : String(error)}
    </p>
    <p className={styles.hint}>{commonWords.failedHint}</p>
    <Button onPress={retry}>{commonWords.retry}</Button>
  </div>
);
