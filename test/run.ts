import { spawnSync } from 'node:child_process';
import { loadPack } from '../src/storage/pack-files.ts';
import { scenariosAt } from '../src/storage/scenario-files.ts';
import { freshHome, program, root } from './pty.ts';

/** How many questions the shipped pack has, and how many items with the stages of its scenarios. */
export const shippedCount = loadPack(root).items.length;
export const shippedItems = shippedCount + scenariosAt(root).scenarios.flatMap(({ stages }) => stages).length;

/** The program without a terminal: what it prints, and how it ends. */
export function run(
  args: readonly string[],
  {
    env = freshHome().env,
    input = '',
    cwd = root,
  }: { env?: Record<string, string>; input?: string; cwd?: string } = {},
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env,
    input,
    cwd,
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  return { code: status, out: stdout, err: stderr };
}

/** What a command prints with `--json`. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into documents of many shapes.
export const runJson = (args: readonly string[], env: Record<string, string>): any => {
  const { code, out, err } = run([...args, '--json'], { env });
  if (code !== 0) throw new Error(`exit ${code}: ${err}`);
  return JSON.parse(out);
};

// biome-ignore lint/suspicious/noExplicitAny: as above.
export const exported = (env: Record<string, string>, ...more: string[]): any => {
  const { code, out, err } = run(['export', '--to', 'json', ...more], { env });
  if (code !== 0) throw new Error(`exit ${code}: ${err}`);
  return JSON.parse(out);
};
