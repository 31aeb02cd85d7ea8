import { afterEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { readErrorLine } from '../../../src-shared/domain/replay.ts';
import { hl7, mllpAt } from '../../../test/conformance/mllp-fixture.ts';
import { type DeskWorld, withReplayDesk } from '../../../test/fakes/desk-world.ts';
import { ack, type Behaviour, type FaultReceiver, startFaultReceiver } from '../../../test/fakes/fault-receiver.ts';

let desk: DeskWorld['desk'];
let folder: DeskWorld['folder'];
let receiver: FaultReceiver | null = null;
withReplayDesk((world) => {
  ({ desk, folder } = world);
});
afterEach(async () => {
  await Promise.all(desk.targets.map((target) => target.close()));
  await receiver?.close();
});

const target = { targetConnectionId: 'receiver' };
const hazardsOf = async (wish: Parameters<typeof desk.plan>[0] = target) => (await desk.plan(wish)).hazards;
const body = () => Buffer.from(desk.world.messages.get('14')?.raw?.bytes ?? []);

async function aReceiver(behave: Behaviour, connection: Partial<Connection> = {}): Promise<FaultReceiver> {
  receiver = await startFaultReceiver(behave);
  desk.targets.push(mllpAt(receiver.port, { connection, options: { answerTimeoutMs: 150 } }));
  return receiver;
}
const accepting: Behaviour = (socket, id) => void socket.write(ack('AA', id));

describe('a replay past the engine', () => {
  it('sends the bytes once to the receiver, not to the engine, and is confirmed by its acknowledgement', async () => {
    await aReceiver(accepting);
    const replay = await desk.start(target);
    expect(replay).toMatchObject({ state: 'confirmed-by-receiver', targetConnectionId: 'receiver', isEdited: false });
    expect(replay.evidence).toMatchObject([{ name: 'Blood gas record', outcome: 'sent', acknowledgementCode: 'AA' }]);
    expect(receiver!.frames.map((frame) => frame.body)).toEqual([body()]);
    expect(desk.engine.calls).not.toContain('replay');
    expect(Buffer.from((await folder.store.journal.replays.sentBytes(replay.replayId)) ?? [])).toEqual(body());
    expect(desk.summaries.at(-1)).toContain('past the engine to receiver');
  });

  it('plans one target, and warns that the engine neither transforms nor logs it', async () => {
    await aReceiver(accepting);
    const plan = await desk.plan(target);
    expect(plan.destinations).toMatchObject([
      { connectorId: 'receiver', name: 'Blood gas record', isPreselected: true },
    ]);
    expect(plan.hazards.find(({ kind }) => kind === 'past-the-engine')).toMatchObject({
      outcome: 'found',
      blocks: false,
    });
    expect(plan.hazards.map(({ kind }) => kind)).not.toContain('target-stopped');
  });

  it('is failed again when the receiver refuses, with the reason in words', async () => {
    await aReceiver((socket, id) => void socket.write(ack('AE', id, 'ERR||PID^1^3|204^x^HL70357|E\r')));
    const replay = await desk.start(target);
    expect(replay).toMatchObject({ state: 'failed-again', evidence: [{ acknowledgementCode: 'AE' }] });
    expect(readErrorLine(replay.evidence[0]?.explanation ?? '')?.key).toBe('engine.ack.error.204');
  });

  it('is unknown when no acknowledgement comes, and nothing can follow until a person has settled it', async () => {
    await aReceiver(() => undefined);
    const replay = await desk.start(target);
    expect(replay.state).toBe('unknown');
    expect(readErrorLine(replay.errorOneLine ?? '')?.key).toBe('engine.reason.mllpNoAnswer');
    await expect(desk.start(target)).rejects.toMatchObject({ messageKey: 'replay.alreadyClaimed' });
    await expect(desk.start()).rejects.toMatchObject({ messageKey: 'replay.alreadyClaimed' });
    expect(receiver!.frames).toHaveLength(1);
  });

  it('is rejected, and free again, when the connection is refused', async () => {
    await aReceiver(accepting);
    await receiver!.close();
    expect(await desk.start(target)).toMatchObject({ state: 'rejected' });
    expect((await desk.plan(target)).isBlocked).toBe(false);
  });

  it('is kept from the same receiver a second time, and told before one through the engine', async () => {
    await aReceiver(accepting);
    await desk.start(target);
    const find = (hazards: Awaited<ReturnType<typeof hazardsOf>>) =>
      hazards.find(({ kind }) => kind === 'sent-past-the-engine-before');
    expect(find(await hazardsOf())).toMatchObject({ outcome: 'found', blocks: true, params: { by: 'Kari Nordmann' } });
    expect(find(await hazardsOf({}))).toMatchObject({ outcome: 'found', blocks: false });
    await expect(desk.start(target)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(receiver!.frames).toHaveLength(1);
  });

  it('is kept back while the engine may send the message by itself, or a copy of it got through', async () => {
    await aReceiver(accepting);
    desk.world.receiverIsUp = true;
    await desk.start();
    const copies = (await hazardsOf()).find(({ kind }) => kind === 'copy-made-by-someone');
    expect(copies).toMatchObject({ outcome: 'found', blocks: true });
  });

  it('never leaves the environment of the message', async () => {
    await aReceiver(accepting, { environment: 'PRACTICE' });
    await expect(desk.plan(target)).rejects.toMatchObject({ messageKey: 'replay.refused.otherEnvironment' });
  });

  it('goes only to what takes messages of others', async () => {
    await aReceiver(accepting, { readOnly: true });
    await expect(desk.plan(target)).rejects.toMatchObject({ messageKey: 'engine.cannot.readOnly' });
  });

  it('says in the plan why the bytes cannot go over MLLP', async () => {
    await aReceiver(accepting);
    const message = desk.world.messages.get('14')!;
    message.raw = { bytes: hl7(''), encoding: 'utf-8', fidelity: 'engine-text' };
    const hazard = (await hazardsOf()).find(({ kind }) => kind === 'past-the-engine');
    expect(hazard).toMatchObject({ outcome: 'found', blocks: true, params: { context: 'NoControlId' } });
  });
});
