// Programs that some tests use and not every machine has.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is, by PATH. */
export function pathOf(name: string): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Whether tests of these programs are to be skipped, with a word: where one is missing, but never in CI. */
export function isWithout(...names: string[]): boolean {
  const missing = names.filter((name) => pathOf(name) === undefined);
  if (missing.length === 0 || process.env.CI) return false;
  console.warn(`skipped: tests that need ${missing.join(', ')}, which this machine does not have`);
  return true;
}

/** What a program prints. */
function printed(name: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(name, args, { encoding: 'utf8', maxBuffer: 64e6 });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: exit ${status}: ${stderr}`);
  return stdout;
}

/** The text of a PDF, a page an element, laid out as on paper. */
export const pdfPages = (file: string): string[] =>
  printed('pdftotext', '-layout', file, '-').split('\f').slice(0, -1);

/** What pdfinfo says: `Pages` → `7`. */
export const pdfFacts = (file: string): Record<string, string> =>
  Object.fromEntries(
    printed('pdfinfo', file)
      .split('\n')
      .map((line) => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1).trim()]),
  );
