import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshHome, root } from '../pty.ts';
import { shippedCount, shippedItems } from '../run.ts';

test('the packed tarball installs with nothing to fetch and runs elsewhere, content included', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hotseat-pack-'));
  const npm = (args: string[]) =>
    execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder]));
  npm(['install', '--global', '--offline', '--prefix', folder, join(folder, packed.filename)]);
  const { env } = freshHome();
  const hotseat = (...args: string[]) =>
    execFileSync(join(folder, 'bin', 'hotseat'), args, { env, cwd: folder, encoding: 'utf8' });
  expect(JSON.parse(hotseat('list', '--json')).items).toHaveLength(shippedItems);
  expect(JSON.parse(hotseat('check', '--json')).problems).toEqual([]);
  expect(hotseat('due', '--short')).toBe(`${shippedCount} new\n`);
});

test('the lock file names no registry, and every library is bundled', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies).toBeUndefined();
});
