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
  const { heads, openFence } = headings(body, marker);
  const blocks = heads.map(({ at, line }, n) => {
    const end = (heads[n + 1]?.at ?? body.length + 1) - 1;
    const newline = body.indexOf('\n', at);
    const titleEnd = newline < 0 || newline > end ? end : newline;
    const raw = body.slice(titleEnd + 1, end);
    const title = body.slice(at + marker.length, titleEnd).trim();
    return { title, line: linesBefore + line + 1, raw, text: raw.trim() };
  });
  const before = body.slice(0, heads[0]?.at).trim();
  return { before, blocks, ...(openFence === undefined ? {} : { openFence: linesBefore + openFence + 1 }) };
}

interface Heading {
  readonly at: number;
  /** From 0. */
  readonly line: number;
}

function headings(body: string, marker: string): { heads: Heading[]; openFence?: number } {
  // Without a fence there is no code to look out for, line by line.
  if (!body.includes('```') && !body.includes('~~~')) return { heads: beginnings(body, marker) };
  const lines = body.split('\n');
  const { hits, ...fence } = outsideCode(lines, (line) => line.startsWith(marker));
  let [at, line] = [0, 0];
  const heads = hits.map((hit) => {
    for (; line < hit; line++) at += (lines[line] ?? '').length + 1;
    return { at, line };
  });
  return { heads, ...fence };
}

function beginnings(body: string, marker: string): Heading[] {
  const heads: Heading[] = [];
  let line = 0;
  for (let at = 0; at >= 0; at = body.indexOf('\n', at) + 1 || -1, line++) {
    if (body.startsWith(marker, at)) heads.push({ at, line });
  }
  return heads;
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
