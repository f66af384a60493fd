import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveApp } from './static.ts';

const folder = mkdtempSync(join(tmpdir(), 'many-hands-app-'));
const page = '<!doctype html><title>Many Hands</title>'.repeat(50);
let server: Server;
let port: number;

async function fetchRaw(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const request = get({ port, path, headers, method, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'assets/main-1a2b.js'), 'export {};');
  server = createServer(serveApp(folder)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('every address without a dot is the app, never kept unasked', async () => {
  for (const path of ['/', '/needs/42?x=1', '//', '/%']) {
    const response = await fetchRaw(path);
    expect([response.statusCode, await text(response)]).toEqual([200, page]);
    expect(response.headers['cache-control']).toBe('no-cache');
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  }
});

test('a file by hash is kept for good; a file that is not there is 404', async () => {
  const { headers } = await fetchRaw('/assets/main-1a2b.js');
  expect(headers['cache-control']).toContain('immutable');
  expect(headers['content-type']).toContain('text/javascript');
  for (const path of ['/assets/other.js', '/../package.json', '/.env']) {
    expect((await fetchRaw(path)).statusCode).toBe(404);
  }
  expect((await fetchRaw('/', {}, 'POST')).statusCode).toBe(405);
});

test('compressed for who takes it, and not sent again to who has it', async () => {
  const response = await fetchRaw('/', { 'accept-encoding': 'gzip' });
  const packed = Buffer.concat(await response.toArray());
  expect(gunzipSync(packed).toString()).toBe(page);
  expect(packed.length).toBeLessThan(page.length);
  expect((await fetchRaw('/', { 'accept-encoding': 'gzip, br' })).headers['content-encoding']).toBe(
    'br',
  );
  const tag = String(response.headers.etag);
  expect((await fetchRaw('/', { 'if-none-match': tag })).statusCode).toBe(304);
});

test('the browser may load from this host alone', async () => {
  const { headers } = await fetchRaw('/', { host: 'hands.example:8080' });
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).toContain("connect-src 'self' ws://hands.example:8080 wss://hands.example:8080;");
  expect(policy).not.toContain('unsafe');
  expect(headers['strict-transport-security']).toBeUndefined();
  const odd = await fetchRaw('/', { host: "x;script-src 'unsafe-inline'" });
  expect(odd.headers['content-security-policy']).not.toContain('unsafe');
  const secure = await fetchRaw('/', { 'x-forwarded-proto': 'https' });
  expect(secure.headers['strict-transport-security']).toContain('max-age');
});

test('without a built app everything is 404, and odd addresses end nothing', async () => {
  const bare = createServer(serveApp(join(folder, 'none'))).listen(0, '127.0.0.1');
  await once(bare, 'listening');
  const barePort = (bare.address() as AddressInfo).port;
  for (const path of ['/', '//', 'http://[']) {
    const socket = connect(barePort, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(await text(socket)).toContain('404');
  }
  bare.close();
});
