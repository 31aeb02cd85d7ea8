/** A fresh id for one decision of a person; sending it twice does the thing once. */
export function newRequestId(): string {
  return crypto.randomUUID();
}
