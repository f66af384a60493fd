/** The real relay, as built, in a process of its own: stopped, killed and robbed of its data. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUILT = join(import.meta.dirname, '../../dist/relay/main.js');

export class RelayProcess {
  readonly port: number;
  readonly url: string;
  readonly dataFolder: string;
  readonly #program: string;
  #process: ChildProcess | undefined;

  /** `program`: another build than the one in `dist`. */
  static async start(program = BUILT): Promise<RelayProcess> {
    const data = mkdtempSync(join(tmpdir(), 'relay-'));
    const relay = new RelayProcess(program, await freePort(), data);
    await relay.start();
    return relay;
  }

  private constructor(program: string, port: number, dataFolder: string) {
    this.#program = program;
    this.port = port;
    this.url = `http://localhost:${port}`;
    this.dataFolder = dataFolder;
  }

  async start(): Promise<void> {
    const started = spawn(process.execPath, [this.#program], {
      env: {
        ...process.env,
        PORT: String(this.port),
        HOST: '127.0.0.1',
        DATA_DIR: this.dataFolder,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = started;
    await new Promise<void>((resolve, reject) => {
      started.stdout?.once('data', () => resolve());
      started.once('exit', (code) => reject(new Error(`the relay ended with ${code}`)));
    });
  }

  /** Lets it finish what it has begun. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** As a power cut would. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  wipe(): void {
    rmSync(this.dataFolder, { recursive: true, force: true });
  }

  /** Whether these words stand anywhere in its files, in UTF-8 or UTF-16. */
  filesContain(words: string): boolean {
    const needles = [Buffer.from(words, 'utf8'), Buffer.from(words, 'utf16le')];
    return readdirSync(this.dataFolder).some((name) => {
      const bytes = readFileSync(join(this.dataFolder, name));
      return needles.some((needle) => bytes.includes(needle));
    });
  }

  async close(): Promise<void> {
    await this.stop();
    this.wipe();
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ending = this.#process;
    this.#process = undefined;
    if (ending === undefined || ending.exitCode !== null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(signal);
    await ended;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
