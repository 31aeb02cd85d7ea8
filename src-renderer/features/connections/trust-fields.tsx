import { Button, Radio, Textarea } from '@mantine/core';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { Moment } from '../../ui/relative-time.tsx';
import type { ConnectionDraft, DraftProblem } from './connection-draft.ts';
import styles from './connections.module.css';
import { useServerCertificate } from './use-server-certificate.ts';

type TrustFieldsProps = {
  draft: ConnectionDraft;
  problems: readonly DraftProblem[];
  onChange: (draft: ConnectionDraft) => void;
};

/** Why the engine's certificate is believed: seen once and pinned, an own authority, or the system's. */
export function TrustFields({ draft, problems, onChange }: TrustFieldsProps) {
  const text = useText();
  return (
    <>
      <h3 className={styles.subtitle}>{text('connections.trust')}</h3>
      <Radio.Group
        className={styles.wide}
        aria-label={text('connections.trust')}
        value={draft.trust}
        onChange={(value) => onChange({ ...draft, trust: value as ConnectionDraft['trust'] })}
      >
        <div className={styles.row}>
          <Radio size="xs" value="pinned" label={text('connections.trust.pinned')} />
          <Radio size="xs" value="own-ca" label={text('connections.trust.ownCa')} />
          <Radio size="xs" value="system" label={text('connections.trust.system')} />
        </div>
      </Radio.Group>
      {draft.trust === 'pinned' ? (
        <PinnedCertificate draft={draft} hasProblem={problems.includes('certificateFingerprint')} onChange={onChange} />
      ) : null}
      {draft.trust === 'own-ca' ? (
        <Textarea
          className={styles.wide}
          label={text('connections.ownCa')}
          description={text('connections.pemHint')}
          value={draft.connection.ownCaPem ?? ''}
          rows={4}
          error={problems.includes('ownCaPem') ? text('connections.problem.ownCaPem') : null}
          onChange={(event) =>
            onChange({ ...draft, connection: { ...draft.connection, ownCaPem: event.currentTarget.value } })
          }
        />
      ) : null}
    </>
  );
}

type PinnedProps = { draft: ConnectionDraft; hasProblem: boolean; onChange: (draft: ConnectionDraft) => void };

/** Reads the certificate without signing in, shows it, and pins it only when a person says it is the right one. */
function PinnedCertificate({ draft, hasProblem, onChange }: PinnedProps) {
  const text = useText();
  const errorText = useErrorText();
  const read = useServerCertificate(draft.connection.url);
  const pinned = draft.connection.certificateFingerprint;
  const pin = (certificateFingerprint: string) =>
    onChange({ ...draft, connection: { ...draft.connection, certificateFingerprint } });
  return (
    <div className={`${styles.certificate} ${styles.wide}`}>
      <p>{pinned ? text('connections.pinnedNow') : text('connections.notPinned')}</p>
      {pinned ? <p className={styles.fingerprint}>{pinned}</p> : null}
      {hasProblem ? (
        <p role="alert" className={styles.failed}>
          {text('connections.problem.certificateFingerprint')}
        </p>
      ) : null}
      {read.certificate && read.certificate.fingerprint !== pinned ? (
        <div>
          <p className="strong">{text(pinned ? 'connections.certificateDiffers' : 'connections.certificateRead')}</p>
          <p className={styles.fingerprint}>{read.certificate.fingerprint}</p>
          <p>{text('connections.certificateSubject', { subject: read.certificate.subject })}</p>
          <p>{text('connections.certificateIssuer', { issuer: read.certificate.issuer })}</p>
          <p>
            {text('connections.certificateValidTo')} <Moment at={read.certificate.validTo} />
          </p>
          <p className="dim">{text('connections.pinHint')}</p>
          <Button size="compact-xs" onClick={() => read.certificate && pin(read.certificate.fingerprint)}>
            {text('connections.pin')}
          </Button>
        </div>
      ) : (
        <Button variant="default" size="compact-xs" loading={read.isPending} onClick={read.run}>
          {text('connections.readCertificate')}
        </Button>
      )}
      {read.certificate && read.certificate.fingerprint === pinned ? (
        <p>{text('connections.certificateSame')}</p>
      ) : null}
      {read.error ? (
        <p role="alert" className={styles.failed}>
          {errorText(read.error.shape).title}
        </p>
      ) : null}
    </div>
  );
}
