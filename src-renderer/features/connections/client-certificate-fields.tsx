import { FileInput, Textarea } from '@mantine/core';
import { useText } from '../../locales/use-text.ts';
import type { ConnectionDraft } from './connection-draft.ts';
import styles from './connections.module.css';
import { PasswordField } from './password-field.tsx';

type FieldsProps = { draft: ConnectionDraft; hasClientKey: boolean; onChange: (draft: ConnectionDraft) => void };

/** A certificate of our own, for engines that ask for one: PEM with its key, or a PFX file. */
export function ClientCertificateFields({ draft, hasClientKey, onChange }: FieldsProps) {
  const text = useText();
  const { connection, secrets } = draft;
  const setSecrets = (part: ConnectionDraft['secrets']) => onChange({ ...draft, secrets: { ...secrets, ...part } });
  const readPfx = async (file: File | null) => {
    setSecrets({ clientPfx: file ? new Uint8Array(await file.arrayBuffer()) : null });
  };
  return (
    <>
      <h3 className={styles.subtitle}>{text('connections.clientCertificate')}</h3>
      <Textarea
        label={text('connections.clientCertificatePem')}
        description={text('connections.pemHint')}
        value={connection.clientCertificatePem ?? ''}
        rows={3}
        onChange={(event) =>
          onChange({ ...draft, connection: { ...connection, clientCertificatePem: event.currentTarget.value } })
        }
      />
      <Textarea
        label={text('connections.clientKeyPem')}
        description={hasClientKey ? text('connections.secretStored') : text('connections.pemHint')}
        value={secrets.clientKeyPem ?? ''}
        rows={3}
        onChange={(event) => setSecrets({ clientKeyPem: event.currentTarget.value })}
      />
      <FileInput
        label={text('connections.clientPfx')}
        description={text('connections.clientPfxHint')}
        placeholder={text('connections.chooseFile')}
        accept=".pfx,.p12"
        clearable
        clearButtonProps={{ 'aria-label': text('connections.removeFile') }}
        onChange={(file) => void readPfx(file)}
      />
      <PasswordField
        label={text('connections.clientPassphrase')}
        isStored={hasClientKey}
        value={secrets.clientPassphrase}
        onChange={(value) => value !== undefined && setSecrets({ clientPassphrase: value })}
      />
    </>
  );
}
