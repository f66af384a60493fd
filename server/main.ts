/** Settings in, relay out: composition and nothing else. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { DEFAULT_LIMITS } from './limits.ts';
import { openLmdbStore } from './lmdb-store.ts';
import { Relay } from './relay.ts';
import { readSettings, SenselessSetting, type Settings } from './settings.ts';
import { serveApp } from './static.ts';
import { acceptSockets } from './websocket.ts';

const APP = fileURLToPath(new URL('../app', import.meta.url));
const SPARE_BYTES = 64 * 1024 * 1024;
const STOP_WITHIN_MS = 9_000;

async function main(settings: Settings): Promise<void> {
  const limits = {
    ...DEFAULT_LIMITS,
    log: { ...DEFAULT_LIMITS.log, bytes: settings.logQuotaBytes },
  };
  const store = await openLmdbStore(settings.dataFolder, limits.log, SPARE_BYTES);
  const relay = new Relay(store, limits, (error) =>
    console.error('The store cannot keep frames just now:', error),
  );
  const app = serveApp(APP);
  const server = createServer(
    { maxHeaderSize: 8_192, headersTimeout: 10_000, requestTimeout: 15_000 },
    (request, response) => {
      if (request.url !== '/healthz') return app(request, response);
      response.writeHead(relay.isWell ? 200 : 503, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ ok: relay.isWell }));
    },
  );
  const sockets = acceptSockets(server, relay, settings.socketsPerAddress, settings.origins);

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) process.exit(1);
    isStopping = true;
    // What a stuck disk has not taken was not acknowledged either.
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    server.close();
    await relay.stop();
    await sockets.close();
    await store.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());

  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  console.log(`Many Hands is at http://localhost:${port}`);
  if (settings.host === '0.0.0.0') {
    for (const lan of lanAddresses()) console.log(`  on this network: http://${lan}:${port}`);
  }
}

function lanAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

try {
  await main(readSettings(process.env));
} catch (error) {
  console.error(error instanceof SenselessSetting ? error.message : error);
  process.exit(1);
}
