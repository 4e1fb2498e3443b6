// Pages as a browser shows them.
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { pathOf } from './tools.ts';

export const launch = (): Promise<Browser> =>
  puppeteer.launch({
    executablePath: pathOf('chromium') ?? 'chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });

/** How a page is looked at. */
export interface Look {
  readonly name: string;
  readonly width: number;
  readonly media: 'screen' | 'print';
}

/** A telephone, a desk, and A4 inside margins of 14 mm. */
export const looks: readonly Look[] = [
  { name: 'a telephone', width: 390, media: 'screen' },
  { name: 'a desk', width: 1280, media: 'screen' },
  { name: 'paper', width: 688, media: 'print' },
];

interface Visit {
  readonly page: Page;
  /** Errors, warnings and failed requests. */
  readonly complaints: readonly string[];
  /** Addresses that were asked for. */
  readonly requests: readonly string[];
}

/** Opens a file in a page of its own, does something there, and closes it. */
export async function visit<T>(
  browser: Browser,
  file: string,
  { width, media }: Look,
  then: (visit: Visit) => Promise<T>,
  { bypassPolicy = false, scheme = 'light' } = {},
): Promise<T> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn', 'assert'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  try {
    await page.setBypassCSP(bypassPolicy);
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaType(media);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
    return await then({ page, complaints, requests });
  } finally {
    await page.close();
  }
}

/** By how many pixels a page is wider than its window, and what sticks out of it. */
export const overflow = (page: Page): Promise<unknown> =>
  page.evaluate(`(() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide <= 0) return { wide: 0, out: [] };
    const out = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
    return { wide, out: out.slice(0, 5) };
  })()`);

/** What axe finds that is serious or worse. The page must have been opened past its own policy. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] })',
  )) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}
