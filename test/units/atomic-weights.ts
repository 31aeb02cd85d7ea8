import Fraction from 'fraction.js';

/** Conventional atomic weights of IUPAC (2021), g/mol. Written down here apart from the tables that are tested with them. */
const weights: Readonly<Record<string, string>> = {
  ...{ H: '1.008', Li: '6.94', C: '12.011', N: '14.007', O: '15.999', Na: '22.990', Mg: '24.305', P: '30.974' },
  ...{ S: '32.06', Cl: '35.45', K: '39.098', Ca: '40.078', Fe: '55.845', Co: '58.933', Cu: '63.546', Zn: '65.38' },
  ...{ I: '126.904', Pb: '207.2' },
};

/** Exact. @throws Error for an element that is not in the list */
export function molarMassOf(formula: string): Fraction {
  return [...formula.matchAll(/([A-Z][a-z]?)(\d*)/g)].reduce((sum, [, element = '', count]) => {
    const weight = weights[element];
    if (weight === undefined) throw new Error(`no atomic weight for ${element}`);
    return sum.add(new Fraction(weight).mul(count === '' ? 1 : Number(count)));
  }, new Fraction(0));
}
