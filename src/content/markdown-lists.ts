import type { Block } from './markdown-sections.ts';

/** One item of a list, with the lists under it. */
export interface ListItem {
  readonly text: string;
  /** The line in its file, from 1. */
  readonly line: number;
  readonly children: readonly { readonly text: string; readonly line: number }[];
}

type Writable = { text: string; line: number };

/**
 * The items of a bullet list; a line that is no bullet goes on the item above it, and without one is an item
 * itself. A bullet that stands two columns or a tab further in than the first one is a child.
 */
export function readList(block: Block): ListItem[] {
  const items: (Writable & { children: Writable[] })[] = [];
  let open: Writable | undefined;
  let first: number | undefined;
  block.raw.split('\n').forEach((line, i) => {
    const at = block.line + i + 1;
    const bullet = /^(\s*)[-*+]\s+(.*)$/.exec(line);
    const indent = (bullet?.[1] ?? '').replaceAll('\t', '    ').length;
    if (bullet && first !== undefined && indent >= first + 2) {
      open = { text: bullet[2] ?? '', line: at };
      items.at(-1)?.children.push(open);
    } else if (bullet || (line.trim() !== '' && !open)) {
      const item = { text: bullet ? (bullet[2] ?? '') : line.trim(), line: at, children: [] };
      if (bullet) first ??= indent;
      items.push(item);
      open = item;
    } else if (line.trim() !== '' && open) open.text += ` ${line.trim()}`;
  });
  return items;
}

/**
 * Key points: a bullet each, with `- accept: a | b` (a group of synonyms; every group must be met) and
 * `- weight: 2` under it. What cannot be read is left as it stands, for the schema to name.
 *
 * @param note is told where each value stands.
 */
export function readKeyPoints(
  block: Block,
  note: (path: readonly (string | number)[], line: number) => void,
): Record<string, unknown>[] {
  return readList(block).map((item, i) => {
    note([i], item.line);
    if (item.children.length === 0) return { text: item.text };
    const accept: string[][] = [];
    // Entries, not a plain object: a line may say `__proto__`.
    const data = new Map<string, unknown>([['text', item.text]]);
    for (const child of item.children) {
      const [, key = child.text, value = ''] = /^(\w+):\s*(.*)$/.exec(child.text) ?? [];
      if (key === 'accept') {
        note([i, key, accept.length], child.line);
        accept.push(wordings(value));
        data.set(key, accept);
        continue;
      }
      // The bullet itself is the text.
      const name = key === 'text' ? child.text : key;
      note([i, name], child.line);
      data.set(name, key === 'weight' && /^[\d.]+$/.test(value) ? Number(value) : value);
    }
    return Object.fromEntries(data);
  });
}

const wordings = (value: string): string[] => value.split('|').map((wording) => wording.trim());

/** Names on one line, parted by commas, or a bullet each. */
export const readNames = (text: string): string[] =>
  text
    .split(/,|\n/)
    .map((name) => name.replace(/^\s*[-*+]\s+/, '').trim())
    .filter((name) => name !== '');

/** `spoken 2m, typed 5m`, with or without colons. */
export function readLimits(text: string): Record<string, string> {
  const pairs = readNames(text).map((pair) => pair.split(/[:\s]+/));
  return Object.fromEntries(pairs.map(([name = '', ...value]) => [name.toLowerCase(), value.join(' ')]));
}
