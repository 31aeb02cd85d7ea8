import { createRandom, type Random } from './random.ts';

/** A person who does not exist: the number has its month raised by 80, as all synthetic numbers have. */
export type Person = {
  nationalNumber: string;
  family: string;
  given: string;
  birthDate: string; // yyyyMMdd
  sex: 'F' | 'M';
  street: string;
  place: string;
};

const families = [
  'Bråten',
  'Ødegård',
  'Sæther',
  'Nygård',
  'Haugen',
  'Strømsnes',
  'Lie',
  'Bakken',
  'Myrvold',
  'Kjærstad',
  'Tangen',
  'Aasland',
  'Šarić',
  'Nguyen',
  'Hætta',
];
const women = ['Åse', 'Ingrid', 'Solveig', 'Bjørg', 'Marte', 'Amina', 'Ragnhild', 'Tuva', 'Lærke'];
const men = ['Øyvind', 'Håkon', 'Pål', 'Bjørn', 'Ole', 'Yusuf', 'Sindre', 'Torbjørn', 'Ánte'];
const streets = ['Fjellveien', 'Skoleveien', 'Åsgata', 'Elvebredden', 'Møllevegen', 'Storgata', 'Nordbøvegen'];
const places = [
  '0450^Oslo',
  '5003^Bergen',
  '7011^Trondheim',
  '9008^Tromsø',
  '6413^Molde',
  '3714^Skien',
  '9730^Karasjok',
];

/** The nth person of a seed; there are 400 of them, so that patients come back. */
export function personOf(seed: number, index: number): Person {
  const random = createRandom(seed, 'person', index % 400);
  const isWoman = random.next() < 0.5;
  const year = random.between(1934, 2024);
  const month = random.between(1, 12);
  const day = random.between(1, 28);
  return {
    nationalNumber: syntheticNumber(random, { year, month, day, isWoman }),
    family: random.pick(families),
    given: random.pick(isWoman ? women : men),
    birthDate: `${year}${two(month)}${two(day)}`,
    sex: isWoman ? 'F' : 'M',
    street: `${random.pick(streets)} ${random.between(1, 99)}`,
    place: random.pick(places),
  };
}

const two = (value: number) => String(value).padStart(2, '0');
const firstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const secondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

type Birth = { year: number; month: number; day: number; isWoman: boolean };

/** Eleven digits with month + 80 and both control digits right. */
function syntheticNumber(random: Random, birth: Birth): string {
  for (;;) {
    const individual = birth.year < 2000 ? random.between(0, 499) : random.between(500, 999);
    const parity = individual - (individual % 2) + (birth.isWoman ? 0 : 1);
    const nine = `${two(birth.day)}${two(birth.month + 80)}${two(birth.year % 100)}${String(parity).padStart(3, '0')}`;
    const first = controlDigit(nine, firstWeights);
    const second = first === 10 ? 10 : controlDigit(`${nine}${first}`, secondWeights);
    // Digits that come out as 10 are never given to anyone; the next individual number is tried.
    if (first < 10 && second < 10) return `${nine}${first}${second}`;
  }
}

function controlDigit(digits: string, weights: number[]): number {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return (11 - (sum % 11)) % 11;
}
