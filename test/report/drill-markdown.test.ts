import fc from 'fast-check';
import MarkdownIt, { type Token } from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { drillMarkdown } from '../../src/report/drill-markdown.ts';
import { oneLine } from '../../src/report/fitted.ts';
import { markdownText } from '../../src/report/markdown-words.ts';
import { mixed, outcome, report, wildReport, wildText } from './drill-builders.ts';

// As open to mischief as a reader can be: HTML lives, and bare addresses become links.
const parser = new MarkdownIt({ html: true, linkify: true });

const textOf = (inline: Token | undefined) => (inline?.children ?? []).map(({ content }) => content).join('');

/** The rows of all tables, as texts. */
function cellsOf(markdown: string): string[][] {
  const rows: string[][] = [];
  parser.parse(markdown, {}).forEach(({ type }, i, tokens) => {
    if (type === 'tr_open') rows.push([]);
    if (type === 'th_open' || type === 'td_open') rows.at(-1)?.push(textOf(tokens[i + 1]));
  });
  return rows;
}

const typesOf = (markdown: string) =>
  parser
    .parse(markdown, {})
    .flatMap((token) => [token.type, ...(token.children ?? []).map(({ type }) => type)]);

const blockTypes = [
  'heading',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'bullet_list',
  'list_item',
  'paragraph',
];
const known = new Set([
  ...[...blockTypes, 'strong'].flatMap((type) => [`${type}_open`, `${type}_close`]),
  'inline',
  'text',
  'text_special',
]);

// The blank of no width behind @ and # is ours.
const plain = (text: string) => text.replaceAll('\u200b', '');

describe('the Markdown of a drill', () => {
  test('says in its heading how it went', () => {
    expect(drillMarkdown(mixed()).split('\n')[0]).toBe('## Drill daily: failed, 43.3 of 100');
    expect(drillMarkdown(report([outcome('a')])).split('\n')[0]).toBe('## Drill daily: passed, 80.0 of 100');
    expect(drillMarkdown(report([outcome('a')], { planned: 2 }))).toContain(
      'failed (incomplete), 40.0 of 100',
    );
  });

  test('has a table of categories and one of questions', () => {
    expect(cellsOf(drillMarkdown(mixed()))).toEqual([
      ['Category', 'Score', 'Needed', 'Questions'],
      ['Basics', '71.7', '', '2'],
      ['Advanced', '15.0', '60', '2'],
      ['Id', 'Question', 'Grade', 'Score', 'Time'],
      ['sre-001', 'What is an error budget?', 'good', '80.0', '0:41'],
      ['sre-002', 'Title of sre-002', 'hard', '63.3', '3:12 over'],
      ['aiops-017', 'Burn rates: how many windows, and why?', 'again', '30.0', '0:41'],
      ['aiops-018', 'Title of aiops-018', 'skipped', '0.0', '-'],
    ]);
  });

  test('lists what was missed, and why it failed', () => {
    const markdown = drillMarkdown(mixed());
    expect(markdown).toContain('\n- advanced: 15 is under 60.\n');
    expect(markdown).toContain(
      '### Missed\n\n- **aiops-017**\n  - A short window resets fast\n  - A long window keeps noise out\n',
    );
  });

  test('keeps a title from breaking the table', () => {
    const title = 'a | b\n`c` <img src=x onerror=alert(1)> [d](http://e.f) https://g.h \\';
    const cells = cellsOf(drillMarkdown(report([outcome('q', { item: { title } })])));
    expect(cells.at(-1)?.[1]).toBe(title.replace('\n', ' '));
  });

  test('calls nobody, and refers to no issue', () => {
    expect(markdownText('@octocat fixed #12')).toBe('@&#8203;octocat fixed #&#8203;12');
  });

  test('holds with any text', () => {
    fc.assert(
      fc.property(wildReport, (wild) => {
        const markdown = drillMarkdown(wild);
        const { outcomes, byCategory } = wild.result;
        expect(typesOf(markdown).filter((type) => !known.has(type))).toEqual([]);
        const rows = cellsOf(markdown);
        const heads = outcomes.length === 0 ? 0 : 2;
        expect(rows).toHaveLength(heads + outcomes.length + Object.keys(byCategory).length);
        const titles = rows.slice(rows.length - outcomes.length).map((cells) => plain(cells[1] ?? ''));
        expect(titles).toEqual(outcomes.map(({ task }) => oneLine(task.dealt.item.title)));
      }),
      { numRuns: 300 },
    );
  });

  test('keeps any text a text at the start of a list item', () => {
    fc.assert(
      fc.property(wildText, (text) => {
        const tokens = parser.parse(`- ${markdownText(text)} end`, {});
        expect(tokens.map(({ type }) => type)).toEqual([
          'bullet_list_open',
          'list_item_open',
          'paragraph_open',
          'inline',
          'paragraph_close',
          'list_item_close',
          'bullet_list_close',
        ]);
        expect(plain(textOf(tokens[3])).trim()).toBe(`${oneLine(text)} end`.trim());
      }),
      { numRuns: 1000 },
    );
  });
});
