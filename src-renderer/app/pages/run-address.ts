export const runsAddress = '/replays/runs';

export function runAddress(runId: string): string {
  return `${runsAddress}/${encodeURIComponent(runId)}`;
}
