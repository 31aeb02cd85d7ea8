/** What the laboratories of the practice hospital measure: NLK codes with the unit that each code fixes. */
export type Analyte = { code: string; name: string; unit: string; low: number; high: number; decimals: number };

export const chemistry: Analyte[] = [
  { code: 'NPU02192', name: 'P-Glukose', unit: 'mmol/L', low: 3.9, high: 6.1, decimals: 1 },
  { code: 'NPU04998', name: 'P-Kreatinin', unit: 'µmol/L', low: 45, high: 105, decimals: 0 },
  { code: 'NPU03230', name: 'P-Kalium', unit: 'mmol/L', low: 3.5, high: 5.0, decimals: 1 },
  { code: 'NPU03429', name: 'P-Natrium', unit: 'mmol/L', low: 137, high: 145, decimals: 0 },
  { code: 'NPU19748', name: 'P-CRP', unit: 'mg/L', low: 1, high: 5, decimals: 0 },
  { code: 'NOR05172', name: 'B-Hemoglobin', unit: 'g/dL', low: 11.7, high: 17.0, decimals: 1 },
  { code: 'NPU02593', name: 'B-Leukocytter', unit: '10*9/L', low: 3.5, high: 10.0, decimals: 1 },
];

/**
 * How a laboratory that was set up wrongly reports what NLK has in another unit: the numbers are right, in `unit`. Between FEU and DDU nothing is
 * agreed; here every FEU is about two DDU.
 */
export const wrongUnits: (Analyte & { wrongUnit: string; toWrong(value: number): string })[] = [
  {
    ...{ code: 'NPU02192', name: 'P-Glukose', unit: 'mmol/L', low: 3.9, high: 6.1, decimals: 1 },
    wrongUnit: 'mg/dL',
    toWrong: (value) => (value * 18.016).toFixed(0),
  },
  {
    ...{ code: 'NOR05172', name: 'B-Hemoglobin', unit: 'g/dL', low: 11.7, high: 17.0, decimals: 1 },
    wrongUnit: 'g/L',
    toWrong: (value) => (value * 10).toFixed(0),
  },
  {
    ...{ code: 'NPU27300', name: 'B-HbA1c', unit: 'mmol/mol', low: 28, high: 42, decimals: 0 },
    wrongUnit: '%',
    toWrong: (value) => (value * 0.09148 + 2.152).toFixed(1),
  },
  {
    ...{ code: 'NPU28289', name: 'P-D-dimer', unit: 'mg/L FEU', low: 0.1, high: 0.5, decimals: 2 },
    wrongUnit: 'mg/L DDU',
    toWrong: (value) => (value / 2).toFixed(2),
  },
];

export const bloodGas: Analyte[] = [
  { code: 'NPU03995', name: 'aB-pH', unit: '1', low: 7.35, high: 7.45, decimals: 2 },
  { code: 'NPU01470', name: 'aB-pCO2', unit: 'kPa', low: 4.7, high: 6.0, decimals: 1 },
  { code: 'NPU08977', name: 'aB-pO2', unit: 'kPa', low: 10.0, high: 13.3, decimals: 1 },
  { code: 'NPU03943', name: 'aB-Laktat', unit: 'mmol/L', low: 0.5, high: 1.6, decimals: 1 },
];

export const dialysis: Analyte[] = [
  { code: 'MDC_DIA_FLOW_BLD', name: 'Blodstrøm', unit: 'mL/min', low: 250, high: 400, decimals: 0 },
  { code: 'MDC_DIA_PRESS_VEN', name: 'Venetrykk', unit: 'mm[Hg]', low: 100, high: 220, decimals: 0 },
  { code: 'MDC_DIA_UF_RATE', name: 'Ultrafiltrasjon', unit: 'mL/h', low: 300, high: 900, decimals: 0 },
];
