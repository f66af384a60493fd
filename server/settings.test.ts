import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('an empty environment gives a relay on every address, port 8080', () => {
  expect(readSettings({})).toEqual({
    port: 8080,
    host: '0.0.0.0',
    dataFolder: 'data',
    origins: [],
    logQuotaBytes: 536_870_912,
    socketsPerAddress: 200,
  });
});

test('what the host sets is taken', () => {
  const settings = readSettings({
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: '/var/lib/many-hands',
    ALLOWED_ORIGINS: 'https://hands.example, http://localhost:5173',
    LOG_QUOTA_BYTES: '2000000',
    SOCKETS_PER_ADDRESS: '9',
  });
  expect(settings).toEqual({
    port: 0,
    host: '127.0.0.1',
    dataFolder: '/var/lib/many-hands',
    origins: ['https://hands.example', 'http://localhost:5173'],
    logQuotaBytes: 2_000_000,
    socketsPerAddress: 9,
  });
});

test.each([
  [{ PORT: '80a' }, 'PORT is "80a", but must be a whole number from 0 to 65535.'],
  [{ PORT: '70000' }, 'PORT is "70000", but must be a whole number from 0 to 65535.'],
  [{ PORT: '-1' }, 'PORT is "-1", but must be a whole number from 0 to 65535.'],
  [{ LOG_QUOTA_BYTES: '10' }, 'LOG_QUOTA_BYTES is "10"'],
  [{ SOCKETS_PER_ADDRESS: '0' }, 'SOCKETS_PER_ADDRESS is "0"'],
  [{ ALLOWED_ORIGINS: 'hands.example' }, 'ALLOWED_ORIGINS has "hands.example"'],
  [{ ALLOWED_ORIGINS: 'https://a.example/' }, 'ALLOWED_ORIGINS has "https://a.example/"'],
])('%j is refused with one sentence', (environment, sentence) => {
  expect(() => readSettings(environment)).toThrow(sentence);
});
