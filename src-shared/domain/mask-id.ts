/** An id as it may leave the console in a list: eleven digits may be a national number, and a list of those is a list of patients. */
export function maskId(id: string): string {
  return /^\d{11}$/.test(id.replaceAll(/[\s-]/g, '')) ? '***********' : id;
}
