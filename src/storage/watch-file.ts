import { type Stats, unwatchFile, watchFile } from 'node:fs';

/**
 * Tells when a file changes, by looking at it four times a second: that works on every file system, also for
 * editors that write a new file and rename it.
 *
 * @returns stops it.
 */
export function onChange(path: string, changed: () => void): () => void {
  const look = (now: Stats, before: Stats) => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) changed();
  };
  watchFile(path, { interval: 250 }, look);
  return () => unwatchFile(path, look);
}
