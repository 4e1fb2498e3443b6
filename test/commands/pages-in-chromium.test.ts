import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyPoint } from '../../src/bank/item.ts';
import { pointKey } from '../../src/practice/grade.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { freshHome, root } from '../pty.ts';
import { run } from '../run.ts';
import { barriers, launch, looks, overflow, visit } from './chromium.ts';
import { keepAll, now, yearOf } from './report-builders.ts';
import { isWithout, pdfFacts } from './tools.ts';

const { env, home } = freshHome();
const fileOf = (name: string): string => join(home, `${name}.html`);

/** A year of practice with the shipped pack. */
function practise(): void {
  const { items } = loadPack(root);
  const byId = new Map(items.map((item) => [`${item.pack}/${item.id}`, item]));
  const keysOf = (id: string) => (byId.get(id)?.keyPoints ?? []).map((point: KeyPoint) => pointKey(point));
  const records = yearOf([...byId.keys()], keysOf);
  expect(records.length).toBeGreaterThan(400);
  keepAll(env, records);
}

function make(name: string, args: readonly string[]): void {
  const { code, err } = run([...args, ...now, '--seed', '1', '--format', 'html', '-o', fileOf(name)], {
    env,
  });
  if (code !== 0) throw new Error(err);
}

const everything = ['--order', 'file', '--with', 'hints,points,answers'];
const shown = looks.map((look) => [look.name, look] as const);
const pages: Record<string, readonly string[]> = {
  report: ['report', '--date', '2027-02-01'],
  'a sheet': ['sheet', ...everything],
  'a sheet to be turned': ['sheet', ...everything, '--layout', 'back'],
  'a sheet of cards': ['sheet', ...everything, '--layout', 'cards'],
  'the sheet of today': ['sheet'],
  'the points missed most': ['sheet', '--weak-points'],
};

describe.skipIf(isWithout('chromium'))('in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    practise();
    for (const [name, args] of Object.entries(pages)) make(name, args);
    browser = await launch();
  });
  afterAll(() => browser?.close());

  describe.each(Object.keys(pages))('%s', (name) => {
    test.each(shown)('is shown whole on %s, without a complaint or a request', async (_, look) => {
      await visit(browser, fileOf(name), look, async ({ page, complaints, requests }) => {
        expect(complaints).toEqual([]);
        expect(requests).toEqual([pathToFileURL(fileOf(name)).href]);
        expect(await overflow(page)).toEqual({ wide: 0, out: [] });
        expect(await page.title()).toMatch(/2026-12-01$/);
      });
    });

    test.each(['light', 'dark'])('has no barrier to anybody, %s', async (scheme) => {
      const options = { bypassPolicy: true, scheme };
      const found = await visit(browser, fileOf(name), looks[0]!, ({ page }) => barriers(page), options);
      expect(found).toEqual([]);
    });
  });

  test('a page that runs a script or asks for something is caught by these tests', async () => {
    const page = '<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">';
    writeFileSync(fileOf('bad'), `${page}<script>1</script><img src="x.png"><p>${'W'.repeat(500)}</p>`);
    await visit(browser, fileOf('bad'), looks[0]!, async ({ page, complaints }) => {
      expect(complaints.join('\n')).toContain('Content Security Policy');
      expect(await overflow(page)).not.toMatchObject({ wide: 0 });
    });
    const found = await visit(browser, fileOf('bad'), looks[0]!, ({ page }) => barriers(page), {
      bypassPolicy: true,
    });
    expect(found.join('\n')).toContain('image-alt');
  });

  test('charts say in words what they show, and have a mark for what is in them', async () => {
    await visit(browser, fileOf('report'), looks[1]!, async ({ page }) => {
      const charts = (await page.evaluate(`[...document.querySelectorAll('svg')].map((chart) =>
        [chart.getAttribute('aria-label'), chart.querySelectorAll('rect, circle').length])`)) as [
        string,
        number,
      ][];
      expect(charts).toHaveLength(4);
      for (const [label, marks] of charts) {
        expect(label.length).toBeGreaterThan(20);
        expect(marks).toBeGreaterThan(5);
      }
    });
  });
});

describe.skipIf(isWithout('chromium', 'pdfinfo'))('printed by a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const printed = async (name: string): Promise<Record<string, string>> => {
    const path = join(home, `${name}.pdf`);
    await visit(browser, fileOf(name), looks[2]!, ({ page }) => page.pdf({ path, preferCSSPageSize: true }));
    return pdfFacts(path);
  };

  test.each([
    ['a4', /A4/, 'cards'],
    ['letter', /letter/, 'cards'],
  ])('cards are eight a page on %s, front and back', async (paper, size, layout) => {
    make(paper, ['sheet', '--layout', layout, '--paper', paper, '--limit', '20']);
    const { Pages, 'Page size': pageSize } = await printed(paper);
    expect(pageSize).toMatch(size);
    expect(Number(Pages)).toBe(6);
  });

  test.each(['a4', 'letter'])('a sheet to be turned has a page a side on %s', async (paper) => {
    make('turned', ['sheet', '--layout', 'back', '--paper', paper, '--order', 'file']);
    const { Pages } = await printed('turned');
    const sides = await visit(browser, fileOf('turned'), looks[2]!, ({ page }) =>
      page.evaluate(`document.querySelectorAll('.side').length`),
    );
    expect(Number(Pages)).toBe(sides);
  });
});
