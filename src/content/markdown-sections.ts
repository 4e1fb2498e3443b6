/** A heading and what stands under it, up to the next heading of its level or above. */
export interface Block {
  readonly title: string;
  /** The line of the heading in its file, from 1. */
  readonly line: number;
  /** The lines under the heading as they stand. */
  readonly raw: string;
  /** The same, trimmed. */
  readonly text: string;
}

/** A block cut at the headings one level further in. */
export interface Section extends Block {
  /** What stands before the first of them, trimmed. */
  readonly before: string;
  readonly blocks: readonly Section[];
}

/** A body cut at its headings, from the second level to the fourth. Headings inside code blocks are text. */
export interface Sections {
  /** What stands before the first heading, trimmed. */
  readonly before: string;
  readonly blocks: readonly Section[];
  /** The line of a code fence that never closes. */
  readonly openFence?: number;
}

interface Heading {
  readonly level: number;
  readonly at: number;
  /** Where its line ends. */
  readonly end: number;
  /** From 0. */
  readonly line: number;
}

const [outermost, innermost] = [2, 4];

/**
 * A scanner over lines rather than a Markdown parser: ten times faster, and what stands between the
 * headings stays as it was written.
 *
 * @param linesBefore lines of the file that stand before this body.
 */
export function sections(body: string, linesBefore: number): Sections {
  const { heads, openFence } = headings(body);
  const [first] = heads.filter(({ level }) => level === outermost);
  const before = body.slice(0, first?.at).trim();
  const blocks = blocksOf({ body, heads, linesBefore }, outermost, 0, heads.length, body.length);
  return { before, blocks, ...(openFence === undefined ? {} : { openFence: linesBefore + openFence + 1 }) };
}

interface Source {
  readonly body: string;
  readonly heads: readonly Heading[];
  readonly linesBefore: number;
}

const none: readonly Section[] = [];

/** The blocks of a level whose headings are among those from `from` to before `to`; the last one ends at `end`. */
function blocksOf(source: Source, level: number, from: number, to: number, end: number): readonly Section[] {
  if (level > innermost || from === to) return none;
  const { body, heads, linesBefore } = source;
  const blocks: Section[] = [];
  for (let n = nextOf(heads, level, from, to); n < to; ) {
    const next = nextOf(heads, level, n + 1, to);
    const head = heads[n] as Heading;
    const stop = next < to ? (heads[next] as Heading).at - 1 : end;
    const inner = blocksOf(source, level + 1, n + 1, next, stop);
    const raw = body.slice(head.end + 1, stop);
    const text = raw.trim();
    const innerStart = inner === none ? next : nextOf(heads, level + 1, n + 1, next);
    blocks.push({
      title: body.slice(head.at + level + 1, head.end).trim(),
      line: linesBefore + head.line + 1,
      raw,
      text,
      before: innerStart < next ? body.slice(head.end + 1, (heads[innerStart] as Heading).at).trim() : text,
      blocks: inner,
    });
    n = next;
  }
  return blocks;
}

function nextOf(heads: readonly Heading[], level: number, from: number, to: number): number {
  let n = from;
  while (n < to && heads[n]?.level !== level) n++;
  return n;
}

function headings(body: string): { heads: Heading[]; openFence?: number } {
  const heads: Heading[] = [];
  // Without a fence there is no code to look out for, line by line.
  const code = body.includes('```') || body.includes('~~~') ? codeWatch() : undefined;
  for (let at = 0, line = 0; at <= body.length; line++) {
    const newline = body.indexOf('\n', at);
    const end = newline < 0 ? body.length : newline;
    if (!code?.isCode(body.slice(at, end), line)) {
      const level = levelAt(body, at);
      if (level > 0) heads.push({ level, at, end, line });
    }
    at = end + 1;
  }
  const openFence = code?.openFence();
  return { heads, ...(openFence === undefined ? {} : { openFence }) };
}

const [sign, space] = [35, 32];

/** The level of the heading that begins here; 0 where none does. */
function levelAt(body: string, at: number): number {
  let level = 0;
  while (level <= innermost && body.charCodeAt(at + level) === sign) level++;
  return level >= outermost && level <= innermost && body.charCodeAt(at + level) === space ? level : 0;
}

/** The lines, from 0, that a test finds outside of code blocks. */
export function outsideCode(lines: readonly string[], test: (line: string) => boolean): number[] {
  const { isCode } = codeWatch();
  const hits: number[] = [];
  lines.forEach((line, i) => {
    if (!isCode(line, i) && test(line)) hits.push(i);
  });
  return hits;
}

/** Watches lines, handed to it in order, for code blocks; their fences are code as well. */
function codeWatch() {
  let fence: { mark: string; line: number } | undefined;
  return {
    isCode: (text: string, line: number): boolean => {
      const mark = fenceOf(text);
      const inside = fence !== undefined || mark !== undefined;
      if (!fence) fence = mark === undefined ? undefined : { mark, line };
      else if (mark && closes(mark, text, fence.mark)) fence = undefined;
      return inside;
    },
    /** The line of a fence that has not closed yet. */
    openFence: (): number | undefined => fence?.line,
  };
}

// Backticks behind a fence of backticks make it a span of code in one line (CommonMark 4.5).
const oneFence = /^\s*(?:[-*+]\s+)?(`{3,}(?=[^`]*$)|~{3,})/;

const fenceOf = (line: string): string | undefined =>
  line.includes('```') || line.includes('~~~') ? oneFence.exec(line)?.[1] : undefined;

const closes = (mark: string, line: string, open: string): boolean =>
  mark[0] === open[0] && mark.length >= open.length && line.trim() === mark;
