import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SavedView, ViewFilter, ViewPlace } from '../../../src-shared/domain/saved-view.ts';
import { holdsPatientNumber } from '../../../src-shared/domain/search/search-privacy.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useReturnFocus } from '../../ui/use-return-focus.ts';

type SaveViewDialogProps = {
  /** The view that gets another name; null = a new one. */
  view: Pick<SavedView, 'viewId' | 'name' | 'isShared'> | null;
  place: ViewPlace;
  filter: ViewFilter;
  onSaved: (viewId: string) => void;
  onClose: () => void;
};

/** A name for what the list shows, and whether others see it too. */
export function SaveViewDialog({ view, place, filter, onSaved, onClose }: SaveViewDialogProps) {
  useReturnFocus();
  const text = useText();
  const errorText = useErrorText();
  const may = useMay();
  const [name, setName] = useState(view?.name ?? '');
  const [isShared, setShared] = useState(view?.isShared ?? false);
  const save = useContractCommand('views.save', ['views.list']);
  const share = useContractCommand('views.share', ['views.list']);
  const isAboutPatient = holdsPatientNumber(filter.text);
  const isReady = name.trim() !== '' && !isAboutPatient && !save.isPending && !share.isPending;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    const { viewId } = await save.mutateAsync({ viewId: view?.viewId ?? null, name: name.trim(), place, filter });
    if (isShared !== (view?.isShared ?? false)) await share.mutateAsync({ viewId, isShared });
    onSaved(viewId);
  };
  const error = save.error ?? share.error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={text(view === null ? 'views.save.title' : 'views.rename.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <Stack gap="sm">
          <TextInput
            label={text('views.name')}
            description={text('views.name.hint')}
            value={name}
            maxLength={60}
            required
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {may('views.share') ? (
            <Checkbox
              label={text('views.share')}
              checked={isShared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          ) : null}
          {isAboutPatient ? <p role="alert">{text('views.refused.patient')}</p> : null}
          {error ? <p role="alert">{errorText(error.shape).title}</p> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {text('ui.cancel')}
            </Button>
            <Button type="submit" disabled={!isReady}>
              {text('views.save.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
