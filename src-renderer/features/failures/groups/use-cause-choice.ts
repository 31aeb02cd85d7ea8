import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { addressOf, currentAddress, useAddressQuery } from '../../../ui/address/hash-location.ts';
import { causesIn, causesQuery } from './cause-address.ts';
import type { CauseChoice } from './cause-filter.ts';

/** Which causes are shown. The address of the list says it; while one is open, whose address has facets of its own, it is kept here. */
export function useCauseChoice(isList: boolean): [CauseChoice, (choice: CauseChoice) => void] {
  const [, navigate] = useLocation();
  const { query, given } = useAddressQuery();
  const [choice, setChoice] = useState<CauseChoice>(() => causesIn(isList ? given : new URLSearchParams()));
  const written = useRef(isList ? query : null);
  useEffect(() => {
    if (!isList) {
      written.current = null;
      return;
    }
    if (query === written.current) return;
    const isBack = written.current === null && query === '';
    if (isBack) {
      written.current = causesQuery(choice);
      if (written.current !== '') navigate(addressOf(currentAddress().path, written.current), { replace: true });
      return;
    }
    written.current = query;
    setChoice(({ text }) => ({ ...causesIn(given), text }));
  }, [isList, query, given, choice, navigate]);
  const choose = (next: CauseChoice): void => {
    setChoice(next);
    if (!isList) return;
    const target = causesQuery(next);
    if (target === written.current) return;
    written.current = target;
    navigate(addressOf(currentAddress().path, target));
  };
  return [choice, choose];
}
