export type Recorded = { kind: string; details: Record<string, unknown> };

/** What the shell asked the desktop for; the launching test gets each as it happens. */
export function record(kind: string, details: object): void {
  process.send?.({ kind, details: JSON.parse(JSON.stringify(details)) });
}
