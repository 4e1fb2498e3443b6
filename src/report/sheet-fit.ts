import type { Paper, SheetEntry } from './sheet.ts';

/** What one side of a sheet holds, estimated with room to spare: lines of so many characters. */
const sideOf: Readonly<Record<Paper, { readonly lines: number; readonly columns: number }>> = {
  a4: { lines: 54, columns: 100 },
  letter: { lines: 50, columns: 103 },
};
/** The same for one of eight cards. */
const cardOf: Readonly<Record<Paper, { readonly lines: number; readonly columns: number }>> = {
  a4: { lines: 14, columns: 62 },
  letter: { lines: 13, columns: 64 },
};

// Lines of space behind a paragraph, and behind an item of a list.
const [gap, itemGap] = [0.45, 0.15];
const isItem = /^\s*([-*+]|\d+[.)]) /;

/** The lines that a Markdown text takes at a width: its paragraphs and items wrapped, with a gap behind each block. */
const linesOf = (text: string, columns: number): number =>
  text
    .split(/\n{2,}/)
    .flatMap((block) => block.split(/\n(?=\s*(?:[-*+]|\d+[.)]) |\|| {4})/))
    .reduce(
      (sum, piece) =>
        sum + Math.max(1, Math.ceil(piece.length / columns)) + (isItem.test(piece) ? itemGap : gap),
      0,
    );

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

/** As much of a text as a card holds, whole words, with a sign where it goes on. */
export function cardText(text: string, paper: Paper): string {
  const { lines, columns } = cardOf[paper];
  const kept: string[] = [];
  let left = lines;
  for (const block of text.split(/\n{2,}/)) {
    const need = linesOf(block, columns);
    if (need > left) {
      const cut = block.slice(0, Math.max(0, Math.floor(left - gap) * columns));
      if (cut.length > columns / 2) kept.push(`${cut.slice(0, cut.lastIndexOf(' '))} …`);
      else kept.push('…');
      break;
    }
    kept.push(block);
    left -= need;
  }
  return kept.join('\n\n');
}
