import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { addressOf, currentAddress } from '../../ui/address/hash-location.ts';

/** To what is open beside a list, or back: the list keeps the filter that its address says. */
export function useNavigateInList(): (path: string) => void {
  const [, navigate] = useLocation();
  return useCallback((path) => navigate(addressOf(path, currentAddress().query)), [navigate]);
}
