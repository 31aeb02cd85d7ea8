import { randomBytes } from 'node:crypto';

/** Cookies of the API. They die with an engine restart. */
export class Sessions {
  readonly #signedIn = new Set<string>();
  readonly #known = new Set<string>();

  isKnown(id: string | null): boolean {
    return id !== null && this.#known.has(id);
  }

  isSignedIn(id: string | null): boolean {
    return id !== null && this.#signedIn.has(id);
  }

  open(): string {
    const id = `node0${randomBytes(13).toString('hex').slice(0, 25)}${this.#known.size}.node0`;
    this.#known.add(id);
    return id;
  }

  signIn(id: string): void {
    this.#signedIn.add(id);
  }

  end(id: string | null): void {
    if (id === null) return;
    this.#signedIn.delete(id);
    this.#known.delete(id);
  }

  clear(): void {
    this.#signedIn.clear();
    this.#known.clear();
  }
}

/** The session id in a Cookie header, or null. */
export function sessionIdOf(cookieHeader: string | undefined): string | null {
  return /(?:^|;\s*)JSESSIONID=([^;\s]+)/.exec(cookieHeader ?? '')?.[1] ?? null;
}
