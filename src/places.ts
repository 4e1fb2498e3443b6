import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

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

/** What may be deleted at any time: XDG_CACHE_HOME, else the platform's cache folder. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'hotseat');
  return process.platform === 'darwin'
    ? join(homedir(), 'Library', 'Caches', 'hotseat')
    : join(homedir(), '.cache', 'hotseat');
}

/** The packs to use: those of `--pack`, else those of HOTSEAT_PACKS; none means the shipped one. */
export const namedPacks = (
  option: readonly string[] | undefined,
  env: NodeJS.ProcessEnv,
): readonly string[] => option ?? env.HOTSEAT_PACKS?.split(delimiter).filter(Boolean) ?? [];
