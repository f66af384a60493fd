/** A phone: a Chromium with a profile of its own, held as a person would hold it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface PhoneOptions {
  /** BCP 47; English unless told. */
  readonly locale?: string;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** Scripts that run before the app does. */
  readonly before?: string;
}

export class Phone {
  readonly url: string;
  /** Requests that went to any other machine. */
  readonly requestsElsewhere: string[] = [];
  readonly errors: string[] = [];
  readonly #profile = mkdtempSync(join(tmpdir(), 'phone-'));
  readonly #options: PhoneOptions;
  #context: BrowserContext | undefined;
  #page: Page | undefined;

  static async start(url: string, options: PhoneOptions = {}): Promise<Phone> {
    const phone = new Phone(url, options);
    await phone.open();
    return phone;
  }

  private constructor(url: string, options: PhoneOptions) {
    this.url = url;
    this.#options = options;
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('the phone is off');
    return this.#page;
  }

  get context(): BrowserContext {
    if (this.#context === undefined) throw new Error('the phone is off');
    return this.#context;
  }

  /** Opens the browser with what its profile holds, and the app in it. */
  async open(path = '/'): Promise<void> {
    const { locale = 'en', width = 360, height = 740, dark = false, before } = this.#options;
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error('no Chromium found; npm test installs one');
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      executablePath,
      headless: true,
      args: FLAGS,
      locale,
      viewport: { width, height },
      isMobile: width < 700,
      hasTouch: true,
      colorScheme: dark ? 'dark' : 'light',
    });
    if (before) await this.#context.addInitScript(before);
    this.#context.on('request', (request) => {
      const { host, protocol } = new URL(request.url());
      const isOurs = host === new URL(this.url).host || !/^(http|ws)/.test(protocol);
      if (!isOurs) this.requestsElsewhere.push(request.url());
    });
    this.#page = await this.newTab(path);
  }

  async newTab(path = '/'): Promise<Page> {
    const blank = this.#page === undefined ? this.context.pages()[0] : undefined;
    const page = blank ?? (await this.context.newPage());
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    await page.goto(this.url + path, { waitUntil: 'commit' });
    return page;
  }

  async off(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    this.#page = undefined;
    await context?.close();
  }

  /** The browser's processes end at once, as when the battery is pulled. */
  async kill(): Promise<void> {
    const { execFileSync } = await import('node:child_process');
    try {
      execFileSync('pkill', ['-KILL', '-f', this.#profile]);
    } catch {
      // pkill reports 1 when nothing was left to kill.
    }
    this.#context = undefined;
    this.#page = undefined;
  }

  /** How many times slower the processor is. */
  async throttle(rate: number): Promise<void> {
    const session = await this.context.newCDPSession(this.page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
  }

  async close(): Promise<void> {
    await this.off();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
