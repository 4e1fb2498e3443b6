import { homedir } from 'node:os';
import { join } from 'node:path';

/** The progress folder: `--home`, else HOTSEAT_HOME, else the platform's data folder. */
export function progressFolder(option: string | undefined, env: NodeJS.ProcessEnv): string {
  const named = option || env.HOTSEAT_HOME;
  if (named) return named;
  if (env.XDG_DATA_HOME) return join(env.XDG_DATA_HOME, 'hotseat');
  return process.platform === 'darwin'
    ? join(homedir(), 'Library', 'Application Support', 'hotseat')
    : join(homedir(), '.local', 'share', 'hotseat');
}

/** What is this machine's own and not part of the progress: the device's id. */
export const machineFolder = (env: NodeJS.ProcessEnv): string =>
  env.XDG_STATE_HOME ? join(env.XDG_STATE_HOME, 'hotseat') : join(homedir(), '.local', 'state', 'hotseat');
