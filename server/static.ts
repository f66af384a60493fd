/** Serves the built app from memory. It is small, and read and compressed once at the start. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { securityHeaders } from './security-headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};
const PACKED = ['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt'];

interface Served {
  readonly type: string;
  readonly tag: string;
  readonly cache: string;
  readonly plain: Buffer;
  readonly gzip: Buffer | undefined;
  readonly brotli: Buffer | undefined;
}

export type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** `folder`: the built app. Where there is none the relay still relays. */
export function serveApp(folder: string): Serve {
  const files = readApp(folder);
  return (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders(request))) {
      response.setHeader(name, value);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      say(response, 405, 'Only GET and HEAD here.');
      return;
    }
    const path = request.url?.split('?')[0] ?? '/';
    // Any address without a dot is a screen of the app.
    const file = files.get(path) ?? (path.includes('.') ? undefined : files.get('/index.html'));
    if (file === undefined) say(response, 404, 'There is nothing here.');
    else send(request, response, file);
  };
}

function readApp(folder: string): ReadonlyMap<string, Served> {
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => {
        const path = '/' + relative(folder, file).split(sep).join('/');
        return [path, readServed(path, readFileSync(file))];
      }),
  );
}

function readServed(path: string, plain: Buffer): Served {
  const isPacked = PACKED.includes(extname(path));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  return {
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    // Weak, because the compressed forms share it.
    tag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    cache: path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    plain,
    gzip: isPacked ? gzipSync(plain, { level: 9 }) : undefined,
    brotli: isPacked ? brotliCompressSync(plain, quality) : undefined,
  };
}

function send(request: IncomingMessage, response: ServerResponse, file: Served): void {
  response.setHeader('ETag', file.tag);
  response.setHeader('Cache-Control', file.cache);
  response.setHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match']?.includes(file.tag)) {
    response.writeHead(304).end();
    return;
  }
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const [encoding, packed] = /\bbr\b/.test(accepted)
    ? ['br', file.brotli]
    : /\bgzip\b/.test(accepted)
      ? ['gzip', file.gzip]
      : ['', undefined];
  if (packed) response.setHeader('Content-Encoding', encoding);
  const body = packed ?? file.plain;
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}
