import { Button, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../../../locales/use-text.ts';
import { Page } from '../../../ui/page.tsx';
import classes from '../incidents.module.css';

export const handoverViews = ['draft', 'earlier'] as const;
export type HandoverView = (typeof handoverViews)[number];

type HandoverPageProps = {
  view: HandoverView;
  onView: (view: HandoverView) => void;
  onIncidents: () => void;
  children: ReactNode;
};

/** What the next person must know: as it is now, and what was handed over before. */
export function HandoverPage({ view, onView, onIncidents, children }: HandoverPageProps) {
  const text = useText();
  return (
    <Page
      title={text('nav.handover')}
      covers={text('handover.covers')}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={text('handover.view')}
            value={view}
            data={handoverViews.map((each) => ({ value: each, label: text(`handover.view.${each}`) }))}
            onChange={(value) => onView(handoverViews.find((each) => each === value) ?? 'draft')}
          />
          <Button size="xs" variant="default" onClick={onIncidents}>
            {text('incidents.pageTitle')}
          </Button>
        </>
      }
    >
      <div className={classes.handover}>{children}</div>
    </Page>
  );
}
