import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';
import { findFamilyCopies } from './find-family-copies.ts';
import { inOrder, judgeCopies, judgeHazards } from './judge-hazards.ts';
import { gatherEvidence, orNull, type PreparedReplay, prepareReplay, type ReplayWish } from './prepare-replay.ts';
import type { ReplayDeps } from './replay-deps.ts';

type Plan = OutputOf<'replay.plan'>;

/** Hazards and destinations as they are now; judged for the destinations named, else for those preselected. Sends and claims nothing. */
export async function planReplay(
  deps: ReplayDeps,
  wish: ReplayWish,
  signal: AbortSignal,
): Promise<Plan & { channelName: string }> {
  const whole = await prepareReplay(deps, wish, signal);
  const destinations = listDestinations(whole);
  const preselected = destinations.filter((row) => row.isPreselected).map((row) => row.connectorId);
  const prepared =
    whole.target === null && wish.destinationIds === null && preselected.length > 0
      ? { ...whole, destinationIds: preselected }
      : whole;
  const [evidence, copies] = await Promise.all([
    gatherEvidence(deps, prepared, { own: null, signal }),
    orNull(findFamilyCopies(deps, prepared, { own: null, signal })),
  ]);
  const hazards = inOrder([judgeCopies(copies?.value ?? null, prepared.destinationIds), ...judgeHazards(evidence)]);
  const { problems, introducedErrors, isJudged } = prepared.judgement;
  const bytes = prepared.body?.bytes ?? new Uint8Array();
  return {
    channelName: prepared.detail.channelName,
    hazards,
    isBlocked: hazards.some((hazard) => hazard.blocks && hazard.outcome === 'found'),
    destinations,
    sizeBytes: bytes.length,
    bodyHash: sha256Hex(bytes),
    introducedErrors,
    isJudged,
    newProblems: problems
      .filter(({ isNew }) => isNew)
      .map(({ rule, severity, message, params, path, profile }) => ({
        rule,
        severity,
        message,
        params,
        path,
        profile,
      })),
  };
}

/** Preselected: those in error and those a transformer error left without a row (mirth-api §8). */
function listDestinations({ detail, target }: PreparedReplay): Plan['destinations'] {
  if (target !== null) {
    const { connectionId, name, url } = target.connection;
    const row = { connectorId: connectionId, name, target: url, state: target.state().state };
    return [{ ...row, isMissing: false, isPreselected: true }];
  }
  const rows = detail.connectors.filter((row) => row.role === 'destination');
  return [
    ...rows.map(({ connectorId, name, target, state }) => ({
      connectorId,
      name,
      target,
      state,
      isMissing: false,
      isPreselected: state === 'errored',
    })),
    ...detail.missingDestinations.map(({ connectorId, name }) => ({
      connectorId,
      name,
      target: null,
      state: 'missing',
      isMissing: true,
      isPreselected: true,
    })),
  ];
}
