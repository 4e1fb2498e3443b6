import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Lets the user's own editor change a text.
 *
 * @param editor the command, as in `$EDITOR`: it may carry options.
 * @returns the text as the editor left it; undefined when there was no such editor or it failed.
 */
export function editText(text: string, editor: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'hotseat-'));
  const file = join(folder, 'answer.md');
  try {
    writeFileSync(file, text, { mode: 0o600 });
    const [command = 'vi', ...options] = editor.split(/\s+/).filter(Boolean);
    const { status } = spawnSync(command, [...options, file], { stdio: 'inherit' });
    return status === 0 ? readFileSync(file, 'utf8').replace(/\r\n?/g, '\n') : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
