import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chooseTransport } from '../bridge/choose-transport.ts';
import { createClient } from '../bridge/client.ts';
import { startTexts } from '../locales/i18n.ts';
import { App } from './app.tsx';

const { transport, tokens } = chooseTransport();
const client = createClient(transport, tokens);
await startTexts('nb');
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App client={client} />
  </StrictMode>,
);
