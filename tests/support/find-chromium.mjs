/** Where a Chromium or Chrome is on this machine. */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @returns {string | undefined} the path of the program */
export function findChromium() {
  const named = process.env.CHROMIUM ?? process.env.CHROME_PATH;
  if (named && existsSync(named)) return named;
  return USUAL.find((path) => existsSync(path)) ?? downloaded();
}

/** What `playwright-core install chromium` left in its own folder. */
function downloaded() {
  const folders = [
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ];
  for (const folder of folders.filter((one) => existsSync(one))) {
    for (const name of readdirSync(folder).filter((one) => one.startsWith('chromium-'))) {
      const path = [
        'chrome-linux/chrome',
        'chrome-linux64/chrome',
        'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
      ]
        .map((inside) => join(folder, name, inside))
        .find((inside) => existsSync(inside));
      if (path) return path;
    }
  }
  return undefined;
}
