/** What the browser is told it may do with the app: itself, this host, the camera, and nothing else. */
import type { IncomingMessage } from 'node:http';

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const OFF = ['geolocation', 'microphone', 'payment', 'usb', 'bluetooth', 'display-capture'];

export function securityHeaders(request: IncomingMessage): Record<string, string> {
  const isBehindTls = request.headers['x-forwarded-proto'] === 'https';
  return {
    'Content-Security-Policy': contentPolicy(request.headers.host ?? ''),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': ['camera=(self)', ...OFF.map((name) => `${name}=()`)].join(', '),
    ...(isBehindTls ? { 'Strict-Transport-Security': `max-age=${YEAR_SECONDS}` } : {}),
  };
}

function contentPolicy(host: string): string {
  // Older Safari does not count ws: under 'self'. The host is the sender's word, so it is checked.
  const sockets = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    `connect-src 'self'${sockets}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
