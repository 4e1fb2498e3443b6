// One part of a question for tests of the readers of parts.
import type { Notes } from '../../src/content/markdown-kinds.ts';
import type { Block } from '../../src/content/markdown-sections.ts';
import type { FileContent } from '../../src/content/question-file.ts';
import { frontMatter, parse } from './builders.ts';

const block = (raw: string, line = 0): Block => ({ title: 'Part', line, raw, text: raw.trim() });

/** What a reader gives, with the places that it noted and the faults that it told. */
export function readPart<T>(reader: (of: Block, notes: Notes) => T, raw: string, line = 0) {
  const places: string[] = [];
  const told: string[] = [];
  const data = reader(block(raw, line), {
    note: (path, at) => places.push(`${path.join('.')}:${at}`),
    fault: (at, code, message) => told.push(`${at} ${code} ${message}`),
  });
  return { data, places, told };
}

/** A question of the shared file whose heading is line 5 and whose prompt begins on line 7. */
export const asked = (...lines: string[]): FileContent =>
  parse(`${frontMatter}## T {#a}\n\n${lines.join('\n')}\n`);
