import { MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { Router } from 'wouter';
import { BridgeProvider } from '../bridge/bridge-provider.tsx';
import type { Client } from '../bridge/client.ts';
import { useContractQuery } from '../bridge/hooks.ts';
import { SessionGate } from '../features/accounts/session-gate.tsx';
import { switchLanguage } from '../locales/i18n.ts';
import { useHashLocation } from '../ui/address/hash-location.ts';
import { setTimeZone } from '../ui/format/time-zone.ts';
import { cssVariables, theme } from '../ui/theme.ts';
import { useNoFileDrop } from '../ui/use-file-drop.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Frame } from './frame/frame.tsx';
import { LinkGate } from './link-gate.tsx';

/** The whole console: providers, then who is here, then the frame with its pages. */
export function App({ client }: { client: Client }) {
  useNoFileDrop();
  return (
    <BridgeProvider client={client}>
      <Appearance>
        <ErrorBoundary>
          <LinkGate>
            <SessionGate>
              <Router hook={useHashLocation}>
                <Frame />
              </Router>
            </SessionGate>
          </LinkGate>
        </ErrorBoundary>
      </Appearance>
    </BridgeProvider>
  );
}

/** Language, theme, density and clock of the person signed in, or of the installation before that. */
function Appearance({ children }: { children: ReactNode }) {
  const { data } = useContractQuery('settings.preferences', {});
  const system = useColorScheme('dark', { getInitialValueInEffect: false });
  const scheme = !data || data.theme === 'system' ? system : data.theme;
  useEffect(() => {
    if (data) void switchLanguage(data.language);
  }, [data]);
  useEffect(() => {
    document.documentElement.dataset.density = data?.density ?? 'dense';
    setTimeZone(data?.timeZone ?? 'local');
  }, [data]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      {children}
    </MantineProvider>
  );
}
