import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
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
  const problem = (code: ProblemCode, { offset, message, mend }: Refusal): Problem => ({
    file,
    ...place(offset),
    severity: 'error',
    code,
    message,
    mend,
  });
  const early = refusedUnread(text);
  if (early) {
    // The parser did not run, so the lines are counted here.
    for (let at = 0; at >= 0; at = text.indexOf('\n', at) + 1 || -1) counter.addNewLine(at);
    return { value: undefined, locate: () => place(0), problems: [problem('yaml-refused', early)] };
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
      e.code === 'RESOURCE_EXHAUSTION'
        ? problem('yaml-refused', tooDeep(e.pos[0]))
        : problem('yaml-syntax', {
            offset: e.pos[0],
            message: escapeText(firstLine(e.message)),
            mend: yamlMend(e.code),
          }),
    ),
    ...refusals(doc).map((refusal) => problem('yaml-refused', refusal)),
  ];
  const value = problems.length === 0 ? escapeDeep(doc.toJS({ maxAliasCount: 0 })) : undefined;
  const offsetOf = offsetFinder(doc);
  return { value, locate: (path, part) => place(offsetOf(path, part)), problems };
}

const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? '').slice(0, 200);

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

const named = (text: string): string => escapeText(text.slice(0, 40));

const tooDeep = (offset: number): Refusal => ({
  offset,
  message: `nested deeper than ${maxDepth} levels`,
  mend: 'Flatten it.',
});

/** What is refused before the parser sees it: directives, which leave no trace in a document, and deep nests. */
function refusedUnread(text: string): Refusal | undefined {
  // No text of a map can begin a line with a percent sign.
  const directive = /^%/m.exec(text);
  if (directive)
    return {
      offset: directive.index,
      message: 'directives (%YAML, %TAG) are refused',
      mend: 'Remove the line.',
    };
  const deep = firstTooDeep(text);
  return deep === undefined ? undefined : tooDeep(deep);
}

function refusals(doc: Document): Refusal[] {
  const found: Refusal[] = [];
  const refuse = (node: Node, message: string, mend: string) =>
    found.push({ offset: rangeStart(node), message, mend });
  // One function for all kinds of node: of several visitors only the most specific one is called.
  visit(doc, (_key, node, path) => {
    if (!isNode(node)) return undefined;
    if (isAlias(node)) refuse(node, `the alias *${named(node.source)} is refused`, 'Write the value out.');
    else if (node.anchor)
      refuse(node, `the anchor &${named(node.anchor)} is refused`, 'Write the value out where it is used.');
    if (node.tag) refuse(node, `the tag ${named(node.tag)} is refused`, 'Remove the tag.');
    if (isMap(node)) refuseKeys(node, refuse);
    if (!isCollection(node) || path.filter(isCollection).length < maxDepth) return undefined;
    found.push(tooDeep(rangeStart(node)));
    return visit.BREAK;
  });
  return found;
}

function refuseKeys(map: YAMLMap, refuse: (node: Node, message: string, mend: string) => void): void {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    if (!isScalar(key)) {
      refuse(isNode(key) ? key : map, 'a key must be plain text', 'Use a word as the key.');
      continue;
    }
    const name = nameOf(key);
    if (name === '__proto__') refuse(key, 'the key __proto__ is refused', 'Use another key.');
    if (seen.has(name)) refuse(key, `the key "${named(name)}" stands twice`, 'Keep one of them.');
    seen.add(name);
  }
}

/**
 * The offset of the first bracket or indent that nests too deep, found before the parser recurses into it.
 * Brackets inside quotes count too: 64 of them unclosed in one file are not something people write. What
 * slips through (a bracket in quotes that closes one outside, text between) is met by `refusals`.
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

// Every column at which something begins inside something else is a level: a line's indent, and what stands
// behind each `- ` of it. One more than there may be, since the innermost may be plain text.
function firstDeepBlock(text: string): number | undefined {
  const columns: number[] = [];
  const open = (column: number) => {
    while (columns.length > 0 && (columns.at(-1) ?? 0) >= column) columns.pop();
    columns.push(column);
  };
  for (const line of text.matchAll(/^( *)((?:[-?:] +)*)\S/gm)) {
    let column = line[1]?.length ?? 0;
    open(column);
    for (const [indicator] of (line[2] ?? '').matchAll(/[-?:] +/g)) {
      column += indicator.length;
      open(column);
    }
    if (columns.length > maxDepth + 1) return line.index;
  }
  return undefined;
}

/** Finds where a value stands by its path. Keys are looked up in an index: a file may have very many. */
function offsetFinder(doc: Document): (path: readonly (string | number)[], part?: 'key') => number {
  const indexes = new Map<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairIn = (map: YAMLMap, step: string | number): Pair | undefined => {
    const index = indexes.get(map) ?? new Map(map.items.map((pair) => [nameOf(pair.key), pair]));
    indexes.set(map, index);
    return index.get(String(step));
  };
  return (path, part) => {
    let node: unknown = doc.contents;
    let offset = rangeStart(node);
    for (const step of path) {
      if (isMap(node)) {
        const pair = pairIn(node, step);
        if (!pair) return offset;
        offset = rangeStart(pair.key, offset);
        node = pair.value;
      } else {
        node = (node as { get?: (key: unknown, keep: boolean) => unknown } | null)?.get?.(step, true);
        offset = rangeStart(node, offset);
      }
    }
    return part === 'key' || isMap(node) ? offset : rangeStart(node, offset);
  };
}

// As the yaml package names a key of an object.
const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value ?? '') : '');

const rangeStart = (node: unknown, otherwise = 0): number =>
  (isNode(node) ? (node as Node).range?.[0] : undefined) ?? otherwise;
