import { spawnSync } from 'node:child_process';

/**
 * Shows a text that is longer than the terminal in the user's pager, as git does; otherwise, and where there is no
 * pager, prints it.
 *
 * @param pager the command, as in `$PAGER`: it may carry options. An empty one means none.
 */
export function page(text: string, pager: string, stdout: NodeJS.WriteStream): void {
  const [command, ...options] = pager.split(/\s+/).filter(Boolean);
  const isLong = stdout.isTTY && text.split('\n').length > (stdout.rows ?? 24);
  if (isLong && command) {
    // R: colours; X: the text stays on the screen; F: what fits after all is only printed.
    const env = { LESS: 'FRX', ...process.env };
    const { status } = spawnSync(command, options, {
      input: text,
      stdio: ['pipe', 'inherit', 'inherit'],
      env,
    });
    if (status === 0) return;
  }
  stdout.write(text);
}
