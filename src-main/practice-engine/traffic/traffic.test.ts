import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startPracticeEngineHere } from '../practice-engine.ts';
import { loadRouting } from '../routing/definitions.ts';
import { projectResources } from '../test-support.ts';
import { composeMessages, variants } from './messages.ts';
import { OrderBook } from './order-book.ts';
import { personOf } from './persons.ts';
import { createRandom } from './random.ts';

const kinds = [...new Set(loadRouting(projectResources).channels.map((channel) => channel.traffic.kind))];
const compose = (
  kind: string,
  overrides: { seed?: number; sequence?: number; variant?: (typeof variants)[number] } = {},
) =>
  composeMessages({
    kind,
    channelId: 'c',
    at: Date.UTC(2026, 10, 22),
    seed: 1,
    sequence: 1,
    variant: 'normal',
    ...overrides,
  });

const aMessage = { channelId: 'c', at: Date.UTC(2026, 10, 22), seed: 1, variant: 'normal' as const };

describe('personOf', () => {
  it('gives numbers with month + 80, right control digits, and a date and sex that agree with the person', () => {
    for (let index = 0; index < 400; index++) {
      const person = personOf(5, index);
      const digits = [...person.nationalNumber].map(Number);
      const sum = (weights: number[]) =>
        weights.reduce((total, weight, at) => total + weight * (digits[at] ?? 0), 0) % 11;
      expect(digits).toHaveLength(11);
      expect(sum([3, 7, 6, 1, 8, 9, 4, 5, 2, 1])).toBe(0);
      expect(sum([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])).toBe(0);
      const month = Number(person.nationalNumber.slice(2, 4)) - 80;
      expect(
        `${person.nationalNumber.slice(4, 6)}${String(month).padStart(2, '0')}${person.nationalNumber.slice(0, 2)}`,
      ).toBe(person.birthDate.slice(2));
      expect((digits[8] ?? 0) % 2 === 0).toBe(person.sex === 'F');
    }
  });
});

describe('createRandom', () => {
  it('gives the same sequence for the same seed and another for another', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 20 },
        (
          (random) => () =>
            random.between(0, 999)
        )(createRandom(seed, 'x')),
      );
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe('composeMessages', () => {
  it.each(kinds)('writes the same bytes for the same input and others for another number: %s', (kind) => {
    expect(compose(kind)).toEqual(compose(kind));
    expect(compose(kind, { sequence: 2 })).not.toEqual(compose(kind));
  });

  it('holds no eleven-digit number that is not synthetic, in any kind and variant', () => {
    const numbers = kinds
      .flatMap((kind) =>
        variants.flatMap((variant) =>
          Array.from({ length: 30 }, (_none, index) => compose(kind, { variant, sequence: index + 1 })).flat(),
        ),
      )
      .flatMap((body) =>
        [...body.toString('latin1').matchAll(/(?<![\w/+=])\d{11}(?![\w/+=])/g)].map(([number]) => number),
      );
    expect(numbers.length).toBeGreaterThan(1_000);
    expect(numbers.filter((number) => !(Number(number[2]) >= 8))).toEqual([]);
  });

  it('writes a duplicate as the same bytes twice', () => {
    const [first, second] = compose('lab-order', { variant: 'duplicate-control-id' });
    expect(second).toEqual(first);
  });

  it('writes a corrected result before the preliminary one of the same order', () => {
    const [corrected, preliminary] = compose('lab-result', { variant: 'out-of-order' }).map(String);
    const order = (text = '') => /OBR\|1\|([^|]+)/.exec(text)?.[1];
    expect(corrected).toMatch(/OBX[^\r]*\|C\|/);
    expect(preliminary).toMatch(/OBX[^\r]*\|P\|/);
    expect(order(preliminary)).toBe(order(corrected));
  });

  it('writes a correction after the result that fails, about the same order and with an id of its own', () => {
    const [failing, corrected] = compose('lab-result', { variant: 'corrected-since' }).map(String);
    const part = (pattern: RegExp, text = '') => pattern.exec(text)?.[1];
    expect(corrected).toMatch(/OBX[^\r]*\|C\|/);
    expect(part(/OBR\|1\|([^|]+)/, failing)).toBe(part(/OBR\|1\|([^|]+)/, corrected));
    expect(part(/\|(LAB\d+K?)\|/, corrected)).toBe(`${part(/\|(LAB\d+K?)\|/, failing)}K`);
  });
});

describe('OrderBook', () => {
  const placedAndAnswered = (seed: number) => {
    const book = new OrderBook(seed);
    const placed: string[] = [];
    const answered: { number: string; place: number }[] = [];
    for (let sequence = 1; sequence <= 400; sequence++) {
      placed.push(book.next('lab-order', sequence)?.number ?? '');
      const number = book.next('lab-result', sequence)?.number;
      if (number !== undefined) answered.push({ number, place: sequence - placed.indexOf(number) });
    }
    return { placed, answered };
  };

  it('answers each order at most once, after it was placed, with some late and some never', () => {
    const { placed, answered } = placedAndAnswered(1);
    const numbers = answered.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.every((number) => placed.includes(number))).toBe(true);
    const never = placed.slice(0, 350).filter((number) => !numbers.includes(number));
    expect(never.length).toBeGreaterThan(5);
    expect(never.length).toBeLessThan(40);
    expect(answered.filter(({ place }) => place > 10).length).toBeGreaterThan(5);
    expect(placedAndAnswered(1)).toEqual({ placed, answered });
    expect(placedAndAnswered(2).answered).not.toEqual(answered);
  });

  it('gives an order and its answer the same number and person, and no other kind that number', () => {
    const book = new OrderBook(1);
    const orders = [1, 2, 3].map((sequence) => ({ sequence, order: book.next('radiology-order', sequence) }));
    const order = book.next('radiology-report', 1);
    const sent = orders.find((each) => each.order?.number === order?.number);
    const texts = [
      composeMessages({
        ...aMessage,
        kind: 'radiology-order',
        sequence: sent?.sequence ?? 0,
        order: sent?.order ?? null,
      }),
      composeMessages({ ...aMessage, kind: 'radiology-report', sequence: 1, order }),
    ].map(String);
    const [numbers, persons] = [/OBR\|1\|([^|]+\|[^|]+)/, /PID\|1\|\|([^|]+)/].map((part) =>
      texts.map((text) => part.exec(text)?.[1]),
    );
    expect(numbers?.[0]).toBe(numbers?.[1]);
    expect(persons?.[0]).toBe(persons?.[1]);
    const firsts = kinds.map((kind) => /OBR\|1\|([^|]+)/.exec(String(compose(kind)))?.[1]).filter((number) => number);
    expect(new Set(firsts).size).toBe(firsts.length);
  });
});

describe('Traffic', () => {
  it('fills a new data folder with a past that has failures of several kinds', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'practice-history-'));
    const engine = await startPracticeEngineHere({
      dataFolder,
      resourcesFolder: projectResources,
      port: null,
      speed: 0.001,
      seed: 1,
      retention: 1_000,
    });
    const log = engine.findReceiver('blood-gas-record')?.log() ?? [];
    await engine.close();
    rmSync(dataFolder, { recursive: true });
    expect(log).toHaveLength(24); // three more failed while the receiver was down
    const hoursBack = (Date.now() - (log[0]?.at ?? 0)) / 3_600_000;
    expect(hoursBack).toBeGreaterThan(4);
    expect(hoursBack).toBeLessThan(7);
  });

  it('flows when given speed and stands still without', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'practice-flow-'));
    const engine = await startPracticeEngineHere({
      dataFolder,
      resourcesFolder: projectResources,
      port: null,
      speed: 0,
      seed: 1,
      retention: 1_000,
    });
    const receiver = engine.findReceiver('dialysis-record');
    const before = receiver?.log().length;
    engine.setSpeed(2_000);
    while ((receiver?.log().length ?? 0) < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    engine.setSpeed(0);
    await engine.close();
    rmSync(dataFolder, { recursive: true });
    expect(before).toBe(0);
  });
});
