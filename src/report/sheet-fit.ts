import type { Paper, SheetEntry } from './sheet.ts';

/** What one side of a sheet holds, estimated with room to spare: lines of so many characters. */
const sideOf: Readonly<Record<Paper, { readonly lines: number; readonly columns: number }>> = {
  a4: { lines: 54, columns: 103 },
  letter: { lines: 50, columns: 106 },
};
/** The same for one of eight cards; lines of its heading hold less. */
const cardOf: Readonly<
  Record<Paper, { readonly lines: number; readonly columns: number; readonly title: number }>
> = {
  a4: { lines: 15, columns: 54, title: 40 },
  letter: { lines: 14, columns: 56, title: 42 },
};

// Lines of space behind a paragraph, and behind an item of a list.
const [gap, itemGap] = [0.45, 0.15];
const isItem = /^\s*([-*+]|\d+[.)]) /;
const beginsAnew = /^(\s*([-*+]|\d+[.)]) |\s*\|| {4})/;
const isFence = /^\s*(```|~~~)/;

/** A Markdown text cut where the printed one begins a line: at paragraphs, items, rows and lines of code. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let [inCode, isOpen] = [false, false];
  for (const line of text.split('\n')) {
    const isBlank = !inCode && line.trim() === '';
    const goesOn = isBlank || (isOpen && !inCode && !isFence.test(line) && !beginsAnew.test(line));
    if (goesOn && pieces.length > 0) pieces.push(`${pieces.pop()}\n${line}`);
    else pieces.push(line);
    if (isFence.test(line)) inCode = !inCode;
    isOpen = !isBlank && !inCode;
  }
  return pieces;
}

/** Columns of running text that a character of scripts beyond the PDF's fonts takes: there it is printed by its number. */
export const farScript = { page: 2, pdf: 9 } as const;

// Capitals are wider, and very long words break where they leave much of a line empty.
const widthOf = (text: string, far: number): number =>
  text.length +
  0.4 * lengthOf(/[A-Z]+/g, text) +
  (far - 1) * lengthOf(/[\u2e80-\uffff]+/g, text) +
  0.9 * lengthOf(/\S{61,}/g, text);

const lengthOf = (pattern: RegExp, text: string): number => (text.match(pattern) ?? []).join('').length;

const heightOf = (piece: string, columns: number, far: number): number =>
  Math.max(1, Math.ceil(widthOf(piece.trimEnd(), far) / columns)) + (isItem.test(piece) ? itemGap : gap);

/** The lines that a Markdown text takes at a width: its paragraphs and items wrapped, with a gap behind each. */
const linesOf = (text: string, columns: number): number =>
  piecesOf(text).reduce((sum, piece) => sum + heightOf(piece, columns, farScript.pdf), 0);

/** Groups of questions such that the questions of each fit on one side and what is behind them on the next. */
export function sides(entries: readonly SheetEntry[], paper: Paper): SheetEntry[][] {
  const { lines, columns } = sideOf[paper];
  const groups: SheetEntry[][] = [];
  let used = { front: 0, back: 0 };
  for (const entry of entries) {
    const need = { front: linesOf(entry.front, columns) + 3.5, back: linesOf(entry.back, columns) + 3.5 };
    const group = groups.at(-1);
    if (group && used.front + need.front <= lines && used.back + need.back <= lines) {
      group.push(entry);
      used = { front: used.front + need.front, back: used.back + need.back };
    } else {
      groups.push([entry]);
      used = need;
    }
  }
  return groups;
}

/**
 * What a card holds of a title, three lines at most, and of a text below it: whole words, with a sign where it goes on.
 *
 * @param far columns that a character of a far script takes.
 */
export function cardOfText(written: string, text: string, paper: Paper, far: number) {
  const { lines, columns, title: titleColumns } = cardOf[paper];
  const title = cutTo(written, 3 * titleColumns, far);
  return {
    title,
    text: cardText(text, lines + 1 - Math.ceil(widthOf(title, far) / titleColumns), columns, far),
  };
}

function cardText(text: string, lines: number, columns: number, far: number): string {
  const kept: string[] = [];
  let left = lines;
  for (const piece of piecesOf(text)) {
    const need = heightOf(piece, columns, far);
    if (need > left) {
      const room = Math.floor(left - gap) * columns - 2;
      return [...kept, room > 0 ? cutTo(piece, room, far) : '…'].join('\n').trimEnd();
    }
    kept.push(piece);
    left -= need;
  }
  return kept.join('\n');
}

function cutTo(text: string, columns: number, far: number): string {
  const width = widthOf(text, far);
  if (width <= columns) return text;
  const cut = text.slice(0, Math.floor((columns / width) * text.length));
  return `${cut.slice(0, cut.lastIndexOf(' ') + 1 || cut.length).trimEnd()} …`;
}
