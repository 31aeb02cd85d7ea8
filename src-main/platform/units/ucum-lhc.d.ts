/** The library has no types of its own; these are the parts that the table of units uses. */
declare module '@lhncbc/ucum-lhc' {
  export type LhcUnit = {
    isBase_: boolean;
    csCode_: string;
    source_: string;
    isMetric_: boolean;
    cnv_: string | null;
    isSpecial_: boolean;
    isArbitrary_: boolean;
    csUnitString_: string | null;
    baseFactorStr_: string | null;
  };
  type Converted = { status: 'succeeded' | 'failed' | 'error'; toVal: number | null };
  type Utils = {
    getSpecifiedUnit(text: string, mode: 'validate', suggest: boolean): { unit: LhcUnit | null; origString: string };
    convertUnitTo(from: string, value: number, to: string, options: { molecularWeight?: number }): Converted;
  };
  type Tables = { getUnitByCode(code: string): LhcUnit | null | undefined };
  type Library = { UcumLhcUtils: { getInstance(): Utils }; UnitTables: { getInstance(): Tables } };
  const library: Library;
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS, whose whole is the default
  export default library;
}
