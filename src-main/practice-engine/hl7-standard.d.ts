/** The library has no types of its own; these are the parts that the adapter uses. */
declare module 'hl7-standard' {
  export type Hl7Segment = { type: string; get(path: string): unknown };
  const Hl7: new (
    text: string,
  ) => { transform(): void; get(path: string): unknown; getSegments(type?: string): Hl7Segment[] };
  // biome-ignore lint/style/noDefaultExport: the library exports its class so
  export default Hl7;
}
