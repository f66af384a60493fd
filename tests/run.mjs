/**
 * `npm test`: types, lint, build, then every test; ends with one line of sums.
 * `npm run bench`: the benches alone.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './support/find-chromium.mjs';

const sums = { passed: 0, failed: 0, skipped: 0 };
const environment = { ...process.env, CHROMIUM: chromiumOrInstall() };

if (process.argv[2] === 'bench') {
  step('build', 'npm', ['run', 'build']);
  tests('bench', ['--project', 'bench']);
} else {
  step('types', 'npm', ['run', 'types']);
  step('lint', 'npm', ['run', 'lint']);
  if (step('build', 'npm', ['run', 'build'])) {
    tests('unit', ['--project', 'unit']);
    tests('browser', ['--project', 'browser']);
  }
}

if (sums.skipped > 0) console.log(`${sums.skipped} skipped: nothing here may be skipped`);
console.log(`tests: ${sums.passed} passed, ${sums.failed + sums.skipped} failed`);
process.exit(sums.failed + sums.skipped === 0 && sums.passed > 0 ? 0 : 1);

/** One check that passes or fails as a whole. */
function step(name, program, args) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(program, args, { stdio: 'inherit', env: environment });
  sums[status === 0 ? 'passed' : 'failed'] += 1;
  if (status !== 0) console.log(`${name} failed`);
  return status === 0;
}

/** A vitest run; its own report is what counts. */
function tests(name, args) {
  console.log(`\n== ${name}`);
  const report = join(mkdtempSync(join(tmpdir(), 'many-hands-')), 'report.json');
  const vitest = ['vitest', 'run', ...args, '--reporter=default', '--reporter=json'];
  const { status } = spawnSync('npx', [...vitest, `--outputFile.json=${report}`], {
    stdio: 'inherit',
    env: environment,
  });
  if (!existsSync(report)) {
    sums.failed += 1;
    return;
  }
  const counted = JSON.parse(readFileSync(report, 'utf8'));
  sums.passed += counted.numPassedTests;
  sums.failed += counted.numFailedTests;
  sums.skipped += counted.numPendingTests + counted.numTodoTests;
  // A file that breaks before its first test fails the run without failing any test.
  if (status !== 0 && counted.numFailedTests === 0) sums.failed += 1;
}

function chromiumOrInstall() {
  const found = findChromium();
  if (found) return found;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (isRootOnDebian) {
    console.log("No Chromium here: installing Debian's with apt-get.");
    execFileSync('apt-get', ['update'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
    });
  } else {
    console.log('No Chromium here: downloading one with playwright-core.');
    execFileSync('npx', ['playwright-core', 'install', 'chromium'], { stdio: 'inherit' });
  }
  return findChromium() ?? '';
}
