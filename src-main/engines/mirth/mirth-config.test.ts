import { describe, expect, it } from 'vitest';
import { mirthAddress } from './mirth-config.ts';

describe('mirthAddress', () => {
  it.each([
    ['https://mirth.example.invalid:8443', 'https://mirth.example.invalid:8443', 8443, '/api'],
    ['https://mirth.example.invalid:8443/api/', 'https://mirth.example.invalid:8443', 8443, '/api'],
    ['https://proxy.example.invalid/mirth', 'https://proxy.example.invalid:443', 443, '/mirth/api'],
    ['https://proxy.example.invalid/mirth/api', 'https://proxy.example.invalid:443', 443, '/mirth/api'],
  ])('reads %s', (url, origin, port, basePath) => {
    expect(mirthAddress(url)).toMatchObject({ origin, port, basePath });
  });

  it('takes the brackets off an IPv6 address where sockets want it', () => {
    expect(mirthAddress('https://[::1]:8443')).toMatchObject({ origin: 'https://[::1]:8443', host: '::1' });
  });
});
