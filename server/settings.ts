/** The environment as settings; what makes no sense is refused with one sentence. */
import { DEFAULT_LIMITS } from './limits.ts';
import { MAX_MESSAGE_BYTES } from './protocol.ts';

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** Other origins whose pages may connect, besides the one this relay serves. */
  readonly origins: readonly string[];
  readonly logQuotaBytes: number;
  readonly socketsPerAddress: number;
}

export class SenselessSetting extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `SenselessSetting`. A variable that is empty counts as not given. */
export function readSettings(environment: Environment): Settings {
  const { log, socketsPerAddress } = DEFAULT_LIMITS;
  return {
    port: readCount(environment, 'PORT', 8080, 0, 65_535),
    host: environment.HOST || '0.0.0.0',
    dataFolder: environment.DATA_DIR || 'data',
    origins: (environment.ALLOWED_ORIGINS ?? '')
      .split(',')
      .map((text) => text.trim())
      .filter(Boolean)
      .map(readOrigin),
    logQuotaBytes: readCount(
      environment,
      'LOG_QUOTA_BYTES',
      log.bytes,
      MAX_MESSAGE_BYTES,
      Number.MAX_SAFE_INTEGER,
    ),
    socketsPerAddress: readCount(
      environment,
      'SOCKETS_PER_ADDRESS',
      socketsPerAddress,
      1,
      1_000_000,
    ),
  };
}

function readCount(
  environment: Environment,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const text = environment[name] || String(otherwise);
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < least || count > most) {
    throw new SenselessSetting(
      `${name} is "${text}", but must be a whole number from ${least} to ${most}.`,
    );
  }
  return count;
}

function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin !== text) {
    throw new SenselessSetting(
      `ALLOWED_ORIGINS has "${text}", but wants origins such as https://example.org, with commas between.`,
    );
  }
  return text;
}
