import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';

function aLog() {
  const lines: string[] = [];
  return { lines, logger: createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } }) };
}

describe('createLogger', () => {
  it('writes one JSON line with message and fields', () => {
    const { lines, logger } = aLog();
    logger.info('polled', { channels: 12 });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'polled', channels: 12 });
  });

  it('redacts message, fields and the fields of a child', () => {
    const { lines, logger } = aLog();
    logger.child({ about: 'NORDMANN^KARI' }).error('bad PID|1||11887510050', { text: 'fnr 11887510050' });
    expect(lines.join('')).not.toMatch(/NORDMANN|11887510050/);
  });

  it('leaves out an object that was handed over past the type checker', () => {
    const { lines, logger } = aLog();
    logger.warn('odd', { input: { name: 'Kari Nordmann' } } as never);
    expect(lines.join('')).not.toContain('Kari');
  });

  it('is quiet below its level', () => {
    const { lines, logger } = aLog();
    logger.debug('detail');
    expect(lines).toEqual([]);
  });
});
