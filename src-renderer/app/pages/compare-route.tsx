import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useLocation, useParams } from 'wouter';
import { useContractQuery } from '../../bridge/hooks.ts';
import { type ComparedForm, compareAddress, formOf } from '../../features/message/compare-address.ts';
import { useText } from '../../locales/use-text.ts';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { UnknownPage } from '../unknown-page.tsx';
import { messageAddress } from './message-address.ts';

/** The editor in it is loaded when first needed, as that of a message. */
const CompareView = lazy(async () => ({
  default: (await import('../../features/message/compare-view.tsx')).CompareView,
}));

/** Two messages, or two forms of one, beside each other; the address names both. */
export function CompareRoute() {
  const text = useText();
  const { first = '', second = '' } = useParams<{ first?: string; second?: string }>();
  const [, navigate] = useLocation();
  const [a, b] = [formOf(first), formOf(second)];
  if (!a || !b) return <UnknownPage />;
  return (
    <Page
      title={text('compare.title')}
      covers={
        <>
          <SideName side={a} title={text('compare.first')} onOpen={navigate} />
          {' · '}
          <SideName side={b} title={text('compare.second')} onOpen={navigate} />
        </>
      }
      actions={
        <Button size="compact-sm" variant="default" onClick={() => navigate(compareAddress(b, a), { replace: true })}>
          {text('compare.swap')}
        </Button>
      }
    >
      <Suspense fallback={<StateView kind="loading" />}>
        <CompareView a={a} b={b} />
      </Suspense>
    </Page>
  );
}

type SideNameProps = { side: ComparedForm; title: string; onOpen: (address: string) => void };

function SideName({ side, title, onOpen }: SideNameProps) {
  const text = useText();
  const message = useContractQuery('message.get', { ref: side.ref });
  const name = message.data
    ? [message.data.channelName, message.data.header.messageControlId ?? side.ref.nativeId].join(' · ')
    : side.ref.nativeId;
  return (
    <>
      {title}:{' '}
      <Button size="compact-xs" variant="subtle" onClick={() => onOpen(`/message/${messageAddress(side.ref)}`)}>
        {name}
      </Button>{' '}
      {text(`message.stage.${side.stage}`)}
    </>
  );
}
