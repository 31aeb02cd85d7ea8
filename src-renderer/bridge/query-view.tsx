import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useText } from '../locales/use-text.ts';
import { StateView } from '../ui/state-view.tsx';
import type { CallError } from './call-error.ts';
import { useErrorText } from './use-error-text.ts';

type QueryViewProps<T> = {
  query: Pick<UseQueryResult<T, CallError>, 'data' | 'error' | 'isPending' | 'refetch' | 'dataUpdatedAt'>;
  /** Shown instead of the children when this says so; null = not empty. */
  empty?: (value: T) => ReactNode | null;
  children: (value: T) => ReactNode;
};

/** A query's answer in its states: loading, error, stale (an older answer, dimmed, with its age), empty, there. */
export function QueryView<T>({ query, empty, children }: QueryViewProps<T>) {
  const text = useText();
  const errorText = useErrorText();
  const retry = { label: text('ui.tryAgain'), run: () => void query.refetch() };
  if (query.data === undefined) {
    if (query.error) return <StateView kind="error" {...errorText(query.error.shape)} action={retry} />;
    return <StateView kind="loading" />;
  }
  const isEmpty = empty?.(query.data) ?? null;
  const content = isEmpty ?? children(query.data);
  if (!query.error) return content;
  return (
    <StateView kind="stale" title={errorText(query.error.shape).title} since={query.dataUpdatedAt} action={retry}>
      {content}
    </StateView>
  );
}
