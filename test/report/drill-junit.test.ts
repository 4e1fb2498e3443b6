import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { drillJunit } from '../../src/report/drill-junit.ts';
import { mixed, outcome, report, wildReport, wildText } from './drill-builders.ts';

const schema = readFileSync(join(import.meta.dirname, '../fixtures/junit.xsd'), 'utf8');

/** What libxml2 has against documents, checked with the schema. */
const faults = async (...documents: string[]) =>
  (await validateXML({ xml: documents, schema })).errors.map(({ rawMessage }) => rawMessage);

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  text: string;
}

/** The elements in document order, by a strict parser: it throws at the first thing that is not well formed. */
function elementsOf(xml: string): Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return found;
}

const named = (xml: string, name: string) => elementsOf(xml).filter((element) => element.name === name);

describe('the JUnit XML of a drill', () => {
  test('is valid', async () => {
    expect(await faults(drillJunit(mixed()), drillJunit(report([])))).toEqual([]);
  });

  test('is checked by a schema that finds faults', async () => {
    const wrong = drillJunit(mixed()).replace('T09:00:00"', 'T09:00:00+01:00"');
    expect((await faults(wrong)).join()).toContain('timestamp');
  });

  test('has a suite a category and a case a question', () => {
    const xml = drillJunit(mixed());
    expect(named(xml, 'testsuite').map(({ attributes }) => attributes)).toEqual([
      {
        name: 'Basics',
        tests: '2',
        failures: '0',
        errors: '0',
        skipped: '0',
        time: '233.200',
        timestamp: '2026-11-21T09:00:00',
      },
      {
        name: 'Advanced',
        tests: '2',
        failures: '1',
        errors: '0',
        skipped: '1',
        time: '41.200',
        timestamp: '2026-11-21T09:00:00',
      },
    ]);
    expect(named(xml, 'testcase')[0]?.attributes).toEqual({
      classname: 'Basics',
      name: 'sre-001 What is an error budget?',
      time: '41.200',
    });
  });

  test('fails a question that was graded again, with the score and what was missed', () => {
    const failures = named(drillJunit(mixed()), 'failure');
    expect(failures).toEqual([
      {
        name: 'failure',
        attributes: {
          type: 'again',
          message: 'Score 30.0 of 100. Missed: A short window resets fast; A long window keeps noise out',
        },
        text: '- A short window resets fast\n- A long window keeps noise out',
      },
    ]);
  });

  test('skips a question that was left out', () => {
    expect(named(drillJunit(mixed()), 'skipped')).toHaveLength(1);
  });

  test('tells plan, seed, score and verdict in properties', () => {
    const pairs = named(drillJunit(mixed()), 'property').map(({ attributes }) => [
      attributes.name,
      attributes.value,
    ]);
    expect(pairs).toContainEqual(['plan', 'daily']);
    expect(pairs).toContainEqual(['seed', '7']);
    expect(pairs).toContainEqual(['score', '43.3']);
    expect(pairs).toContainEqual(['verdict', 'failed']);
    expect(pairs).toContainEqual(['startedAt', '2026-11-21T09:00:00+01:00']);
  });

  test('names the pack where two packs have the same id', () => {
    const twice = report([outcome('a'), outcome('a', { item: { pack: 'other' } })]);
    expect(named(drillJunit(twice), 'testcase').map(({ attributes }) => attributes.name)).toEqual([
      'pack/a Title of a',
      'other/a Title of a',
    ]);
  });
});

describe('any text in JUnit XML', () => {
  // What XML 1.0 has no way to write is left out; everything else comes back as it was.
  const kept = (text: string) =>
    text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');

  test('comes back from a strict parser', () => {
    fc.assert(
      fc.property(wildText, (category) => {
        const xml = drillJunit(report([outcome('a', { item: { category } })]));
        expect(named(xml, 'testcase')[0]?.attributes.classname).toBe(kept(category));
      }),
      { numRuns: 500 },
    );
  });

  test('keeps the whole document well formed', () => {
    fc.assert(
      fc.property(wildReport, (wild) => {
        expect(named(drillJunit(wild), 'testcase')).toHaveLength(wild.result.outcomes.length);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps it valid', async () => {
    const documents = fc.sample(wildReport, { numRuns: 100, seed: 1 }).map(drillJunit);
    expect(await faults(...documents)).toEqual([]);
  });
});
