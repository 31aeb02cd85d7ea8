import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { ViewFilter, ViewPlace } from '../../src-shared/domain/saved-view.ts';
import { readSearch } from '../../src-shared/domain/search/read-search.ts';
import { isImpersonal } from '../../src-shared/domain/search/search-privacy.ts';
import { addressOf, currentAddress, useAddressQuery } from '../ui/address/hash-location.ts';
import { useLatest } from '../ui/use-latest.ts';
import { useBridge } from './bridge-provider.tsx';
import type { Choice, ChoiceCodec, TextPlace } from './choice-codec.ts';
import { useContractQuery } from './hooks.ts';

/** What is to be said of the address shown. *odd*: a part of it was not understood; *gone*: the text it names is kept no more; *private*: its text is kept out of it; *noView*: the view it names is not there. */
export type AddressNotice = 'odd' | 'gone' | 'private' | 'noView' | null;

export type AddressChoice<C extends Choice> = {
  choice: C;
  setChoice: (choice: C) => void;
  /** The person is done writing: what is typed from now on is another step for *back*, and the search is one of the recent ones. */
  endTyping: () => void;
  notice: AddressNotice;
  /** The list without what is open beside it, as an in-app address. */
  address: string;
  /** The saved view that is shown, unchanged; null = none. */
  viewId: string | null;
  /** What is shown, as a view keeps it. */
  filter: ViewFilter;
  /** false while the text that the address names is being fetched: nothing can be asked yet. */
  isReady: boolean;
};

const settleMs = 400;

/**
 * The filter of a list, as the address shown says it: back, forward, a copied address and a reload all lead to it. What is typed gets there once it
 * rests; a text that may be about somebody never does, but is held by the core, and the address names it.
 */
export function useAddressChoice<C extends Choice>(codec: ChoiceCodec<C>): AddressChoice<C> {
  const { query, given } = useAddressQuery();
  const [, navigate] = useLocation();
  const holdText = useHoldText();
  const [draft, setDraft] = useState<{ query: string; choice: C } | null>(null);
  const typedTo = useRef<string | null>(null);
  const read = useMemo(() => codec.read(given), [codec, given]);
  const held = useTextOf(read.place);
  const view = useViewOf(read.place, codec.place);
  const written = useMemo(
    () => (view.filter === null ? { ...read.choice, text: held.text } : codec.ofView(view.filter)),
    [codec, read, held.text, view.filter],
  );
  const { text } = written;
  const choice = draft?.query === query ? draft.choice : written;
  const latest = useLatest({ query, choice });

  const put = useCallback(
    async (next: C, isTyped: boolean): Promise<void> => {
      const place = await placeOf(next.text, holdText);
      // Meanwhile something else was asked or opened: that stands.
      if (place === null || latest.current.choice !== next) return;
      const target = codec.write(next, place);
      const shown = latest.current.query;
      setDraft({ query: target, choice: next });
      const replace = isTyped && typedTo.current === shown;
      typedTo.current = isTyped ? target : null;
      if (target !== shown) navigate(addressOf(currentAddress().path, target), { replace });
    },
    [codec, holdText, latest, navigate],
  );

  const setChoice = useCallback(
    (next: C): void => {
      const isTyped = next.text !== latest.current.choice.text;
      latest.current = { ...latest.current, choice: next };
      setDraft({ query: latest.current.query, choice: next });
      if (!isTyped) void put(next, false);
    },
    [latest, put],
  );

  const typed = draft?.query === query && draft.choice.text !== text ? draft.choice : null;
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => void put(typed, true), settleMs);
    return () => clearTimeout(timer);
  }, [typed, put]);

  useOutOfAddress(read.place, (place) => {
    if (currentAddress().query !== query) return;
    navigate(addressOf(currentAddress().path, codec.write(read.choice, place)), { replace: true });
  });
  const noteRecent = useNoteRecent(codec.place);
  const endTyping = useCallback(() => {
    noteRecent(latest.current.choice.text);
    const end = (): void => {
      typedTo.current = null;
    };
    if (typed === null) end();
    else void put(typed, true).then(end);
  }, [typed, put, noteRecent, latest]);
  const isPrivate = read.place.kind === 'held' && choice.text !== '';
  const viewId = read.place.kind === 'view' && view.filter !== null && choice === written ? read.place.viewId : null;
  return {
    ...{ choice, setChoice, endTyping, viewId },
    notice: held.isGone ? 'gone' : view.isGone ? 'noView' : read.isOdd ? 'odd' : isPrivate ? 'private' : null,
    isReady: held.isReady && view.isReady,
    address: addressOf(`/${codec.place}`, query === '' ? codec.write(choice, { kind: 'none' }) : query),
    filter: codec.toView(choice),
  };
}

/** Somebody wrote by hand, or an older console did, what no address may hold: it goes, out of the history too. */
function useOutOfAddress(place: TextPlace, replaceBy: (place: TextPlace) => void): void {
  const hold = useHoldText();
  const replace = useLatest(replaceBy);
  const wrong = place.kind === 'open' && !isImpersonal(place.text) ? place.text : null;
  useEffect(() => {
    if (wrong === null) return;
    void hold(wrong).then((handle) => replace.current(handle === null ? { kind: 'none' } : { kind: 'held', handle }));
  }, [wrong, hold, replace]);
}

/** What stands in the box for an address. */
function useTextOf(place: TextPlace): { text: string; isGone: boolean; isReady: boolean } {
  const isHeld = place.kind === 'held';
  const held = useContractQuery('views.held', { handle: isHeld ? place.handle : noHandle }, { enabled: isHeld });
  if (!isHeld) return { text: place.kind === 'open' ? place.text : '', isGone: false, isReady: true };
  const isReady = held.data !== undefined || held.isError;
  return { text: held.data?.text ?? '', isGone: isReady && !held.data?.text, isReady };
}

/** What a saved view shows, where the address names one; one of another list is none here. */
function useViewOf(
  place: TextPlace,
  list: ViewPlace,
): { filter: ViewFilter | null; isGone: boolean; isReady: boolean } {
  const isView = place.kind === 'view';
  const views = useContractQuery('views.list', {}, { enabled: isView });
  if (!isView) return { filter: null, isGone: false, isReady: true };
  const found = views.data?.items.find(({ viewId, place: of }) => viewId === place.viewId && of === list);
  const isReady = views.data !== undefined || views.isError;
  return { filter: found?.filter ?? null, isGone: isReady && found === undefined, isReady };
}

const noHandle = '0'.repeat(22);

/** Null: nothing yet, as of a text that is half written or that could not be held. */
async function placeOf(text: string, hold: (text: string) => Promise<string | null>): Promise<TextPlace | null> {
  if (text.trim() === '') return { kind: 'none' };
  if (isImpersonal(text)) return { kind: 'open', text };
  if (readSearch(text).kind === 'fault') return null;
  const handle = await hold(text);
  return handle === null ? null : { kind: 'held', handle };
}

/** Has the core hold a text; null when it cannot now. The page knows at once what the handle means. */
function useHoldText(): (text: string) => Promise<string | null> {
  const { client } = useBridge();
  const queries = useQueryClient();
  return useCallback(
    async (text) => {
      try {
        const { handle } = await client.call('views.hold', { text });
        queries.setQueryData(['views.held', { handle }], { text });
        return handle;
      } catch {
        // The list is asked all the same and says what is wrong; only the address lags behind.
        return null;
      }
    },
    [client, queries],
  );
}

/** Once each, and only what may be kept: the core judges again. */
function useNoteRecent(place: ViewPlace): (text: string) => void {
  const { client } = useBridge();
  const noted = useRef('');
  return useCallback(
    (text) => {
      if (text === noted.current || text.trim() === '' || !isImpersonal(text)) return;
      noted.current = text;
      // A list of what was searched is a convenience: without it everything works.
      client.call('views.noteRecent', { place, text }).catch(() => undefined);
    },
    [client, place],
  );
}

/** What the person searched for in a list before, newest first. */
export function useRecentSearches(place: ViewPlace): readonly string[] {
  const { data } = useContractQuery('views.recent', { place });
  return data?.searches ?? [];
}

/** Opens a list with a search, in which way its text may travel. */
export function useOpenSearch(): (path: string, text: string) => Promise<void> {
  const [, navigate] = useLocation();
  const hold = useHoldText();
  return async (path, text) => {
    const place = await placeOf(text, hold);
    if (place?.kind === 'open') navigate(addressOf(path, `q=${encodeURIComponent(text)}`));
    if (place?.kind === 'held') navigate(addressOf(path, `held=${place.handle}`));
  };
}
