import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type DeskWorld, withReplayDesk } from '../../../test/fakes/desk-world.ts';
import { aContext } from '../../../test/fakes/replay-desk.ts';

let desk: DeskWorld['desk'];

withReplayDesk((world) => {
  ({ desk } = world);
});

const content = new TextEncoder().encode(
  'MSH|^~\\&|LAB|HUS|EPJ||20261122||ORU^R01|MSG1|P|2.5\rPID|1||15876500288^^^FNR||Testesen^Tora\r',
);
const raw = { connectorId: '0', stage: 'raw' as const };

async function openFile(fileId = randomUUID()) {
  const { handlers } = desk.message;
  await handlers.putFile({ fileId, offset: 0, bytes: content.slice(0, 30) }, desk.context);
  await handlers.putFile({ fileId, offset: 30, bytes: content.slice(30) }, desk.context);
  return handlers.openFile({ fileId }, desk.context);
}

describe('message files', () => {
  it('reads a file put in pieces like any message, masked until it is revealed', async () => {
    const { ref, sizeBytes } = await openFile();
    expect(sizeBytes).toBe(content.length);
    const masked = await desk.message.handlers.openBody({ ref, ...raw }, desk.context);
    expect(JSON.stringify(masked)).not.toMatch(/15876500288|Testesen|Tora/);
    await desk.message.handlers.reveal({ ref, reason: 'the ward asks' }, desk.context);
    const shown = await desk.message.handlers.openBody({ ref, ...raw }, desk.context);
    expect(shown.rows.items[1]?.text).toContain('Testesen');
    expect(await desk.message.handlers.get({ ref }, desk.context)).toMatchObject({
      header: { messageControlId: 'MSG1' },
      connectors: [{ connectorId: '0' }],
    });
  });

  it('writes size and hash to the audit log, and nothing of the content', async () => {
    const { sha256 } = await openFile();
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(desk.summaries.join(' ')).toContain(sha256);
    expect(desk.summaries.join(' ')).not.toMatch(/MSH|Testesen/);
  });

  it('is edited, and saved as the bytes that were previewed', async () => {
    const { ref } = await openFile();
    await desk.message.handlers.reveal({ ref, reason: 'the ward asks' }, desk.context);
    const asked = { ref, ...raw, plan: { kind: 'fields' as const, edits: [{ path: 'MSH-6', text: 'HUS' }] } };
    const { isAllowed, bodyHash } = await desk.message.handlers.previewEdit(asked, desk.context);
    expect(isAllowed).toBe(true);
    const saved = { ...asked, bodyHash, acceptedErrors: null };
    const { bytes, fileName } = await desk.message.handlers.editedBytes(saved, desk.context);
    expect(new TextDecoder().decode(bytes)).toBe(new TextDecoder().decode(content).replace('EPJ||', 'EPJ|HUS|'));
    expect(fileName).toBe('MSG1-edited.hl7');
  });

  it('is nobody else’s', async () => {
    const { ref } = await openFile();
    const another = { ...aContext('Ola', []), account: { ...desk.context.account, accountId: 'another' } };
    await expect(desk.message.handlers.openBody({ ref, ...raw }, another)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(desk.message.handlers.closeFile({ ref }, another)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const refs = [desk.ref, ref];
    const steps = [{ kind: 'set' as const, path: 'MSH-6', text: 'X', when: [] }];
    for (const asked of [
      desk.message.handlers.previewEditOfMany({ refs, steps }, another),
      desk.message.handlers.revealMany({ refs, reason: 'the ward asks' }, another),
    ])
      await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is closed by nobody else, whatever engine they name', async () => {
    const { ref } = await openFile();
    const another = { ...aContext('Ola', []), account: { ...desk.context.account, accountId: 'another' } };
    for (const [wrong, context] of [
      [{ ...ref, connectionId: desk.ref.connectionId }, another],
      [{ ...ref, connectionId: desk.ref.connectionId }, desk.context],
    ] as const)
      await expect(desk.message.handlers.closeFile({ ref: wrong }, context)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(await desk.message.handlers.get({ ref }, desk.context)).toMatchObject({ ref });
  });

  it('is gone when it is closed, and when nobody is signed in any more', async () => {
    const first = await openFile();
    await desk.message.handlers.closeFile({ ref: first.ref }, desk.context);
    const second = await openFile();
    await desk.message.handlers.openBody({ ref: second.ref, ...raw }, desk.context);
    desk.message.forgetAbsent(() => false);
    for (const { ref } of [first, second]) {
      const asked = desk.message.handlers.openBody({ ref, ...raw }, desk.context);
      await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND', messageKey: 'file.refused.closed' });
    }
  });

  it('takes no more pieces once it is opened', async () => {
    const { ref } = await openFile();
    const piece = { fileId: ref.nativeId, offset: content.length, bytes: content };
    await expect(desk.message.handlers.putFile(piece, desk.context)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('refuses a file with a piece missing', async () => {
    const fileId = randomUUID();
    const put = (offset: number) => desk.message.handlers.putFile({ fileId, offset, bytes: content }, desk.context);
    await put(0);
    await expect(put(content.length + 1)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(desk.message.handlers.openFile({ fileId }, desk.context)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
