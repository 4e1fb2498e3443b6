import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './pty.ts';

/** What the linter says of one source file, by its rules' names. */
function lint(file: string, source: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'hotseat-lint-'));
  const config = readFileSync(join(root, 'biome.json'), 'utf8').replace(
    '"enabled": true, "clientKind"',
    '"enabled": false, "clientKind"',
  );
  writeFileSync(join(folder, 'biome.json'), config);
  cpSync(join(root, 'lint'), join(folder, 'lint'), { recursive: true });
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), source);
  const { stdout } = spawnSync(
    join(root, 'node_modules', '.bin', 'biome'),
    ['lint', '--reporter=json', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  return JSON.parse(stdout).diagnostics.map(({ category }: { category: string }) => category);
}

const rooms = ['bank', 'content', 'practice', 'memory', 'incident', 'report'];

test.each(rooms)('%s sees no file system, clock, process or randomness', (room) => {
  const file = `src/${room}/x.ts`;
  expect(lint(file, "import { a } from './a.ts';\nexport const b = a;\n")).toEqual([]);
  expect(lint(file, "import { readFileSync } from 'node:fs';\nexport const b = readFileSync;\n")).toContain(
    'lint/correctness/noNodejsModules',
  );
  expect(lint(file, "import fs from 'fs';\nexport const b = fs;\n")).toContain(
    'lint/correctness/noNodejsModules',
  );
  expect(lint(file, 'export const b = () => Math.random();\n')).toContain('plugin');
  for (const global of ['Date', 'process', 'performance', 'crypto', 'Intl', 'globalThis']) {
    expect(lint(file, `export const b = ${global};\n`), global).toContain('lint/style/noRestrictedGlobals');
  }
});

test.each([
  ['bank', '../content/x.ts'],
  ['bank', '../memory/x.ts'],
  ['content', '../storage/x.ts'],
  ['content', '../practice/x.ts'],
  ['memory', '../practice/x.ts'],
  ['memory', '../storage/x.ts'],
  ['practice', '../terminal/x.ts'],
  ['practice', '../commands/x.ts'],
  ['report', '../storage/x.ts'],
  ['incident', '../memory/x.ts'],
  ['incident', '../storage/x.ts'],
  ['incident/gauge', '../../memory/x.ts'],
  ['incident/gauge', '../../storage/x.ts'],
  ['git', '../commands/x.ts'],
  ['git', 'chalk'],
  ['storage', '../terminal/x.ts'],
  ['storage', '../commands/x.ts'],
  ['terminal', '../storage/x.ts'],
  ['terminal', '../commands/x.ts'],
  ['terminal', 'node:fs'],
  ['commands', 'node:fs'],
  ['commands', 'node:child_process'],
  ['commands', 'chalk'],
  ['commands', 'inquirer'],
  ['commands', '@inquirer/core'],
  ['commands', 'ts-fsrs'],
  ['practice', 'ts-fsrs'],
  ['report', 'ts-fsrs'],
  ['storage', 'chalk'],
  ['terminal', 'ts-fsrs'],
])('%s does not import %s', (room, target) => {
  const said = lint(`src/${room}/x.ts`, `import { a } from '${target}';\nexport const b = a;\n`);
  expect(said).toContain('lint/style/noRestrictedImports');
});

test.each([
  ['practice', '../memory/x.ts'],
  ['practice', '../bank/x.ts'],
  ['memory', '../bank/x.ts'],
  ['content', '../bank/x.ts'],
  ['report', '../practice/x.ts'],
  ['report', '../incident/x.ts'],
  ['incident', '../bank/x.ts'],
  ['incident/gauge', '../x.ts'],
  ['incident/gauge', '../../bank/x.ts'],
  ['storage', '../content/x.ts'],
  ['terminal', '../practice/x.ts'],
  ['commands', '../storage/x.ts'],
])('%s may import %s', (room, target) => {
  expect(lint(`src/${room}/x.ts`, `import { a } from '${target}';\nexport const b = a;\n`)).toEqual([]);
});

test('a cycle, a barrel and a function of over fifty lines are refused', () => {
  const long = `export function f(): number[] {\n  const a: number[] = [];\n${'  a.push(1);\n'.repeat(52)}  return a;\n}\n`;
  expect(lint('src/commands/x.ts', long)).toContain('lint/complexity/noExcessiveLinesPerFunction');
  expect(lint('src/commands/index.ts', "export * from './x.ts';\n")).toContain(
    'lint/performance/noReExportAll',
  );
});
