/** A heading of one level and what stands under it, up to the next heading of that level or above. */
export interface Block {
  readonly title: string;
  /** The line of the heading in its file, from 1. */
  readonly line: number;
  /** The lines under the heading as they stand. */
  readonly raw: string;
  /** The same, trimmed. */
  readonly text: string;
}

/** A body cut at its headings of one level. Headings inside code blocks are text. */
export interface Sections {
  /** What stands before the first heading, trimmed. */
  readonly before: string;
  readonly blocks: readonly Block[];
  /** The line of a code fence that never closes. */
  readonly openFence?: number;
}

/**
 * A scanner over lines rather than a Markdown parser: ten times faster, and what stands between the
 * headings stays as it was written.
 *
 * @param linesBefore lines of the file that stand before this body.
 */
export function sections(body: string, level: number, linesBefore: number): Sections {
  const marker = `${'#'.repeat(level)} `;
  const lines = body.split('\n');
  const { hits: heads, openFence } = outsideCode(lines, (line) => line.startsWith(marker));
  const blocks = heads.map((start, n) => {
    const raw = lines.slice(start + 1, heads[n + 1] ?? lines.length).join('\n');
    const title = (lines[start] ?? '').slice(marker.length).trim();
    return { title, line: linesBefore + start + 1, raw, text: raw.trim() };
  });
  const before = lines
    .slice(0, heads[0] ?? lines.length)
    .join('\n')
    .trim();
  return { before, blocks, ...(openFence === undefined ? {} : { openFence: linesBefore + openFence + 1 }) };
}

/** The lines, from 0, that a test finds outside of code blocks, and the line of a fence that never closes. */
export function outsideCode(
  lines: readonly string[],
  test: (line: string) => boolean,
): { hits: number[]; openFence?: number } {
  const hits: number[] = [];
  let fence: { mark: string; line: number } | undefined;
  lines.forEach((line, i) => {
    const mark = fenceOf(line);
    if (fence) {
      if (mark && closes(mark, line, fence.mark)) fence = undefined;
    } else if (mark) fence = { mark, line: i };
    else if (test(line)) hits.push(i);
  });
  return { hits, ...(fence ? { openFence: fence.line } : {}) };
}

// Backticks behind a fence of backticks make it a span of code in one line (CommonMark 4.5).
const oneFence = /^\s*(?:[-*+]\s+)?(`{3,}(?=[^`]*$)|~{3,})/;

const fenceOf = (line: string): string | undefined =>
  line.includes('```') || line.includes('~~~') ? oneFence.exec(line)?.[1] : undefined;

const closes = (mark: string, line: string, open: string): boolean =>
  mark[0] === open[0] && mark.length >= open.length && line.trim() === mark;
