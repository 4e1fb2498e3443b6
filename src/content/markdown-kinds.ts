import { readList } from './markdown-lists.ts';
import { type Block, outsideCode } from './markdown-sections.ts';
import type { ProblemCode } from './problem.ts';

/** What a reader of a part tells while it reads: where each value stands, and what has no place in the part. */
export interface Notes {
  readonly note: (path: readonly (string | number)[], line: number) => void;
  readonly fault: (line: number, code: ProblemCode, message: string, mend: string) => void;
}

const taskItem = /^[-*+]\s+\[([ xX])\](\s|$)/;
const anyTaskItem = new RegExp(taskItem, 'm');

/** A prompt without its task list; that list, its items being the choices, and its line in the prompt, from 0. */
interface SplitPrompt {
  readonly prompt: string;
  readonly list?: string;
  readonly start: number;
}

/** Cuts the task list out of a prompt. What follows it stays with the prompt. */
export function splitChoices(prompt: string): SplitPrompt {
  const none = { prompt, start: 0 };
  if (!anyTaskItem.test(prompt)) return none;
  const lines = prompt.split('\n');
  const [start] = outsideCode(lines, (line) => taskItem.test(line));
  if (start === undefined) return none;
  const end = endOfList(lines, start);
  const around = [lines.slice(0, start), lines.slice(end)].map((part) => part.join('\n').trim());
  return {
    prompt: around.filter((text) => text !== '').join('\n\n'),
    list: lines.slice(start, end).join('\n'),
    start,
  };
}

const anyItem = /^\s*([-*+]|\d+[.)])(\s|$)/;

/** The line behind a list: the first that follows a blank one, is not indented and is no item. */
function endOfList(lines: readonly string[], start: number): number {
  const behind = lines.findIndex(
    (line, i) => i > start && /^\S/.test(line) && lines[i - 1]?.trim() === '' && !anyItem.test(line),
  );
  return behind < 0 ? lines.length : behind;
}

/** Choices: `- [x] text`, right, or `- [ ] text`, wrong, each with `- why: …` under it. */
export function readChoices(block: Block, notes: Notes): Record<string, unknown>[] {
  return readList(listOf(block, notes)).map((item, i) => {
    const { note } = notes;
    note([i], item.line);
    const [, mark, text = ''] = /^\[([ xX])\](?:\s+([\s\S]*))?$/.exec(item.text) ?? [];
    const data = new Map<string, unknown>([['text', mark === undefined ? item.text : text]]);
    data.set('correct', mark === undefined ? undefined : mark !== ' ');
    for (const child of item.children) {
      const [, key = child.text, value = ''] = /^(\w+):\s*([\s\S]*)$/.exec(child.text) ?? [];
      // What would change a value that stands already is left whole, for the schema to name.
      const name = data.has(key) ? child.text : key;
      note([i, name], child.line);
      data.set(name, value);
    }
    return Object.fromEntries(data);
  });
}

// A text behind the list would pass for the end of its last item.
function listOf(block: Block, { fault }: Notes): Block {
  const lines = block.raw.split('\n');
  const end = endOfList(lines, firstText(lines));
  const behind = lines[end];
  if (behind === undefined) return block;
  const mend = 'What belongs to the question goes before its first heading.';
  fault(block.line + end + 1, 'bad-value', `expected a list, found \`${behind.slice(0, 40)}\``, mend);
  return { ...block, raw: lines.slice(0, end).join('\n') };
}

const firstText = (lines: readonly string[]): number => lines.findIndex((line) => line.trim() !== '');

/** An ordered list, a line a thing; indented lines go on the one above. */
export function readOrder(block: Block, { note, fault }: Notes): string[] {
  const things: string[] = [];
  const lines = block.raw.split('\n');
  const end = endOfList(lines, firstText(lines));
  lines.forEach((line, i) => {
    const at = block.line + i + 1;
    const text = /^\s{0,3}\d+[.)](?:\s+(.*))?$/.exec(line);
    if (text) {
      note([things.length], at);
      things.push(text[1]?.trim() ?? '');
    } else if (line.trim() === '') return;
    else if (things.length === 0 || i >= end || anyItem.test(line)) {
      const found = line.trim().slice(0, 40);
      fault(
        at,
        'bad-value',
        `expected a numbered list, found \`${found}\``,
        'Write `1. first`, `2. second`, …',
      );
    } else things.push(`${things.pop()} ${line.trim()}`);
  });
  return things;
}

/**
 * The parts of a number question, a bullet each: `value`, `formula`, `tolerance`, `unit`, `param NAME`
 * (`2, 3, 5` or `10 to 50 step 5`) and `step NAME` (a named intermediate result).
 */
export function readNumber(block: Block, { note }: Notes): Record<string, unknown> {
  const data = new Map<string, unknown>();
  const named = { param: new Map<string, unknown>(), step: new Map<string, unknown>() };
  for (const { text, line, children } of readList(block)) {
    const [, kind, name = '', value = ''] = /^(param|step)\s+(\w+)\s*[:=]\s*(.*)$/.exec(text) ?? [];
    const [, key = text, plain = ''] = /^(\w+)\s*:\s*(.*)$/.exec(text) ?? [];
    if ((kind === 'param' || kind === 'step') && !named[kind].has(name)) {
      named[kind].set(name, kind === 'param' ? readParam(value) : value);
      note([`${kind}s`, name], line);
    } else {
      const once = kind || data.has(key) ? text : key;
      data.set(once, key === 'value' ? numberOr(plain) : plain);
      note([once], line);
    }
    for (const child of children) {
      data.set(child.text, '');
      note([child.text], child.line);
    }
  }
  if (named.param.size > 0) data.set('params', Object.fromEntries(named.param));
  if (named.step.size > 0) data.set('steps', Object.fromEntries(named.step));
  return Object.fromEntries(data);
}

function readParam(written: string): unknown {
  const range = /^(\S+)\s+to\s+(\S+)\s+step\s+(\S+)$/.exec(written);
  if (range) return { from: numberOr(range[1]), to: numberOr(range[2]), step: numberOr(range[3]) };
  return written.split(',').map((part) => numberOr(part.trim()));
}

// What is no number is left as it stands, for the schema to name.
const numberOr = (written = ''): number | string =>
  written !== '' && Number.isFinite(Number(written)) ? Number(written) : written;
