import { describe, expect, it } from 'vitest';
import type { BodyNode } from '../../../../src-shared/contract/message-body.ts';
import { findParent, pathStem, suggestPaths } from './path-suggestions.ts';

const place = { row: 0, column: 0 };
const aNode = (path: string, name?: string): BodyNode => ({
  path,
  name: path,
  label: name ? { en: name, nb: name, nn: name } : null,
  dataType: null,
  meaning: null,
  value: null,
  sensitivity: 'none',
  clinical: false,
  isEmpty: false,
  isExplicitNull: false,
  isLocked: false,
  childCount: 1,
  fullCount: 1,
  documentBytes: null,
  range: { from: place, to: place },
});
const segments = ['MSH', 'PID', 'PV1', 'OBX', 'OBX[2]', 'OBX[3]'].map((path) => aNode(path));
const pathsOf = (...input: Parameters<typeof suggestPaths>): string[] => suggestPaths(...input).map(({ path }) => path);

describe('suggestPaths', () => {
  it('offers what is at the top, and every one of what is there several times', () => {
    expect(pathsOf(segments, null, '')).toEqual(['MSH', 'PID', 'PV1', 'OBX', 'OBX[*]']);
  });

  it('offers what begins as typed, in any case', () => {
    expect(pathsOf(segments, null, 'p')).toEqual(['PID', 'PV1']);
  });

  it('goes on below every repetition as it was written', () => {
    const parent = { node: aNode('OBX'), written: 'OBX[*]' };
    expect(pathsOf([aNode('OBX-5'), aNode('OBX-6')], parent, 'OBX[*]-6')).toEqual(['OBX[*]-6']);
  });

  it('leaves the number of the first repetition of a field away', () => {
    const parent = { node: aNode('PV1-3'), written: 'PV1-3' };
    expect(pathsOf([aNode('PV1-3[1].1'), aNode('PV1-3[1].2')], parent, 'PV1-3.')).toEqual(['PV1-3.1', 'PV1-3.2']);
  });

  it('keeps the number where a list begins with nought', () => {
    const parent = { node: aNode('entry'), written: 'entry' };
    expect(pathsOf([aNode('entry[0]'), aNode('entry[1]')], parent, 'entry')).toEqual(['entry[0]', 'entry[*]']);
  });

  it('finds a place by its name', () => {
    const parent = { node: aNode('PV1'), written: 'PV1' };
    const fields = [aNode('PV1-3', 'Assigned patient location'), aNode('PV1-19', 'Visit number')];
    expect(pathsOf(fields, parent, 'PV1-visit')).toEqual(['PV1-19']);
  });
});

describe('findParent', () => {
  it('finds the segment below which a field is written', () => {
    expect(findParent(segments, 'PID-')).toMatchObject({ node: { path: 'PID' }, written: 'PID' });
    expect(findParent(segments, 'obx[*]-5')).toMatchObject({ node: { path: 'OBX' }, written: 'obx[*]' });
  });

  it('finds an element of XML', () => {
    expect(findParent([aNode('/MsgHead')], '/MsgHead/Doc')).toMatchObject({ written: '/MsgHead' });
  });

  it('finds none while the first name is written', () => {
    expect(findParent(segments, 'PID')).toBeNull();
    expect(findParent(segments, 'XYZ-3')).toBeNull();
  });
});

describe('pathStem', () => {
  it.each([
    ['PID', ''],
    ['PID-', 'PID-'],
    ['PID-3.1', 'PID-3.'],
    ['/MsgHead/MsgInfo/Type/@V', '/MsgHead/MsgInfo/Type/@'],
  ])('of %s is %j', (typed, stem) => {
    expect(pathStem(typed)).toBe(stem);
  });
});
