import { readFileSync } from 'node:fs';

/** A reader of single lines for messages: each file is read once, and a file that cannot be read has none. */
export function sourceLines(): (file: string, line: number) => string | undefined {
  const files = new Map<string, readonly string[]>();
  return (file, line) => {
    const lines = files.get(file) ?? linesOf(file);
    files.set(file, lines);
    return lines[line - 1];
  };
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').replace(/\r\n?/g, '\n').split('\n');
  } catch {
    return [];
  }
}

/** A whole text file. */
export const readText = (path: string): string => readFileSync(path, 'utf8');
