/** Why a notification was not taken, in a few words that hold neither address nor secret: a status or a code of the network. */
export class Undelivered extends Error {
  readonly detail: string;

  constructor(detail: string) {
    super(`Not delivered: ${detail}`);
    this.detail = detail;
  }

  static from(thrown: unknown): Undelivered {
    if (thrown instanceof Undelivered) return thrown;
    if (!(thrown instanceof Error)) return new Undelivered('unknown');
    if (thrown.name === 'TimeoutError') return new Undelivered('TIMEOUT');
    // A call of `fetch` that failed tells why in its cause.
    if (thrown.cause instanceof Error && !('code' in thrown)) return Undelivered.from(thrown.cause);
    const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
    const status = 'responseCode' in thrown && typeof thrown.responseCode === 'number' ? ` ${thrown.responseCode}` : '';
    return new Undelivered(`${code}${status}`);
  }
}
