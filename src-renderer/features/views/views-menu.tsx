import { Button, Menu } from '@mantine/core';
import {
  IconBookmark,
  IconBookmarkPlus,
  IconChevronDown,
  IconLink,
  IconRefreshDot,
  IconSettings,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ViewFilter, ViewPlace } from '../../../src-shared/domain/saved-view.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useText } from '../../locales/use-text.ts';
import { useTell } from '../../ui/use-tell.ts';
import { ManageViews } from './manage-views.tsx';
import { SaveViewDialog } from './save-view-dialog.tsx';
import { addressOfView, useViews } from './use-views.ts';
import { ViewCount } from './view-count.tsx';
import classes from './views.module.css';

type ViewsMenuProps = {
  place: ViewPlace;
  /** What the list shows. */
  filter: ViewFilter;
  /** The view that the address names; null = none. */
  viewId: string | null;
  /** In-app address of what the list shows. */
  address: string;
};

/** The views of a list: open one, keep what is shown as one, copy its address. */
export function ViewsMenu({ place, filter, viewId, address }: ViewsMenuProps) {
  const text = useText();
  const tell = useTell();
  const onError = useReportError();
  const [, navigate] = useLocation();
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null);
  const [lastId, setLastId] = useState(viewId);
  if (viewId !== null && viewId !== lastId) setLastId(viewId);
  const save = useContractCommand('views.save', ['views.list']);
  const views = useViews() ?? [];
  const own = views.filter((view) => view.place === place);
  const shown = own.find((view) => view.viewId === viewId) ?? null;
  // One that was opened here and has been narrowed further since.
  const left = shown === null ? own.find((view) => view.viewId === lastId && view.mayChange) : undefined;
  const copy = (): void => {
    navigator.clipboard.writeText(linkOf(address)).then(
      () => tell(text('views.copied')),
      () => tell(text('views.notCopied'), 'danger'),
    );
  };
  return (
    <>
      <Menu position="bottom-end" width={320}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconBookmark size={14} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            <span className={classes.menuName}>{shown?.name ?? text('views.menu')}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {own.map((view) => (
            <Menu.Item
              key={view.viewId}
              rightSection={<ViewCount count={view.count} />}
              {...(view.viewId === viewId ? { 'aria-current': 'page' as const } : {})}
              onClick={() => navigate(addressOfView(view))}
            >
              {view.name}
            </Menu.Item>
          ))}
          {own.length > 0 ? <Menu.Divider /> : <Menu.Label>{text('views.none')}</Menu.Label>}
          <Menu.Item leftSection={<IconBookmarkPlus size={15} aria-hidden />} onClick={() => setDialog('save')}>
            {text('views.save')}
          </Menu.Item>
          {left ? (
            <Menu.Item
              leftSection={<IconRefreshDot size={15} aria-hidden />}
              onClick={() =>
                save.mutate(
                  { viewId: left.viewId, name: left.name, place, filter },
                  { onSuccess: () => navigate(addressOfView(left)), onError },
                )
              }
            >
              {text('views.update', { name: left.name })}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconLink size={15} aria-hidden />} onClick={copy}>
            {text('views.copyAddress')}
          </Menu.Item>
          {views.length > 0 ? (
            <Menu.Item leftSection={<IconSettings size={15} aria-hidden />} onClick={() => setDialog('manage')}>
              {text('views.manage')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' ? (
        <SaveViewDialog
          view={null}
          place={place}
          filter={filter}
          onSaved={(id) => {
            setDialog(null);
            navigate(addressOfView({ viewId: id, place }));
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'manage' ? <ManageViews views={views} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

/** Whole where a browser can open it; else as the console's own search opens it. */
function linkOf(address: string): string {
  return /^https?:$/.test(location.protocol) ? `${location.origin}/#${address}` : address;
}
