import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { escapeDeep, escapeText } from './escape.ts';
import type { Locate, Place, Problem, ProblemCode } from './problem.ts';

/** What a YAML text says, where each value stands in it, and what is wrong with it. */
export interface YamlText {
  /** Undefined when there are problems. Texts in it are escaped. */
  readonly value: unknown;
  readonly locate: Locate;
  readonly problems: readonly Problem[];
}

const maxDepth = 64;

/**
 * Reads YAML 1.2 as strangers' packs must be read: no aliases, anchors, tags or directives, no `__proto__`,
 * one document, at most 64 levels deep, each key once.
 *
 * @param linesBefore lines of the file that stand before this text (front matter has one).
 */
export function parseYaml(text: string, file: string, linesBefore = 0): YamlText {
  const counter = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = counter.linePos(Math.min(offset, text.length));
    return { line: Math.max(1, line) + linesBefore, column: Math.max(1, col) };
  };
  const problem = (code: ProblemCode, offset: number, message: string, mend: string): Problem => ({
    file,
    ...place(offset),
    severity: 'error',
    code,
    message,
    mend,
  });
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== undefined) {
    const nested = problem('yaml-refused', tooDeep, `nested deeper than ${maxDepth} levels`, 'Flatten it.');
    return { value: undefined, locate: () => place(0), problems: [nested] };
  }
  const doc = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
    merge: false,
    version: '1.2',
    schema: 'core',
  });
  const problems = [
    ...doc.errors.map((e) =>
      problem('yaml-syntax', e.pos[0], escapeText(firstLine(e.message)), yamlMend(e.code)),
    ),
    ...refusals(doc).map(({ offset, message, mend }) => problem('yaml-refused', offset, message, mend)),
  ];
  const value = problems.length === 0 ? escapeDeep(doc.toJS({ maxAliasCount: 0 })) : undefined;
  return { value, locate: (path) => place(offsetOf(doc, path)), problems };
}

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

function yamlMend(code: string): string {
  if (code === 'MULTIPLE_DOCS') return 'Keep one document a file: remove the second `---`.';
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  if (code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MULTILINE_IMPLICIT_KEY') {
    return 'Put the text in quotes: it holds `: `, or a line is indented wrongly.';
  }
  return 'Mend the YAML here; quoting the text is often enough.';
}

interface Refusal {
  readonly offset: number;
  readonly message: string;
  readonly mend: string;
}

function refusals(doc: Document): Refusal[] {
  const found: Refusal[] = [];
  const refuse = (node: unknown, message: string, mend: string) =>
    found.push({ offset: (isNode(node) ? node.range?.[0] : undefined) ?? 0, message, mend });
  // The yaml package marks a `%YAML` directive as explicit; a `%TAG` adds a second handle.
  if (doc.directives?.yaml.explicit || Object.keys(doc.directives?.tags ?? {}).length > 1) {
    found.push({ offset: 0, message: 'directives (%YAML, %TAG) are refused', mend: 'Remove the line.' });
  }
  visit(doc, {
    Alias: (_key, node) => {
      refuse(node, `the alias *${escapeText(node.source)} is refused`, 'Write the value out.');
    },
    Node: (_key, node) => {
      if ('anchor' in node && node.anchor) {
        refuse(
          node,
          `the anchor &${escapeText(String(node.anchor))} is refused`,
          'Write the value out where it is used.',
        );
      }
      if (node.tag) refuse(node, `the tag ${escapeText(node.tag)} is refused`, 'Remove the tag.');
    },
    Map: (_key, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? key.value : undefined;
        if (!isScalar(key)) refuse(key, 'a key must be plain text', 'Use a word as the key.');
        if (name === '__proto__') refuse(key, 'the key __proto__ is refused', 'Use another key.');
        if (seen.has(name))
          refuse(key, `the key "${escapeText(String(name))}" stands twice`, 'Keep one of them.');
        seen.add(name);
      }
    },
  });
  return found;
}

/**
 * The offset of the first bracket or indent that nests too deep, found before the parser recurses into it.
 * Brackets inside quotes count too: 64 of them unclosed in one file are not something people write.
 */
function firstTooDeep(text: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 91 || char === 123) depth++;
    else if ((char === 93 || char === 125) && depth > 0) depth--;
    if (depth > maxDepth) return i;
  }
  return firstDeepBlock(text);
}

function firstDeepBlock(text: string): number | undefined {
  const compact = /^ *((?:[-?:] ){65,})/m.exec(text);
  if (compact) return compact.index;
  const indents: number[] = [];
  for (const line of text.matchAll(/^( *)\S/gm)) {
    const indent = line[1]?.length ?? 0;
    while (indents.length > 0 && (indents.at(-1) ?? 0) >= indent) indents.pop();
    indents.push(indent);
    if (indents.length > maxDepth) return line.index;
  }
  return undefined;
}

function offsetOf(doc: Document, path: readonly (string | number)[]): number {
  let node: unknown = doc.contents;
  let offset = rangeStart(node);
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) return offset;
      offset = rangeStart(pair.key, offset);
      node = pair.value;
    } else {
      node = (node as { get?: (key: unknown, keep: boolean) => unknown } | null)?.get?.(step, true);
      offset = rangeStart(node, offset);
    }
  }
  return isMap(node) ? offset : rangeStart(node, offset);
}

const rangeStart = (node: unknown, otherwise = 0): number =>
  (isNode(node) ? (node as Node).range?.[0] : undefined) ?? otherwise;
