import { parseTime } from '../local-time.ts';
import { dayOf } from '../memory/day.ts';
import { modelOf } from '../memory/settings.ts';
import { reportFigures } from '../report/progress-figures.ts';
import { reportCsv } from '../report/report-csv.ts';
import { reportMarkdown } from '../report/report-markdown.ts';
import { reportText } from '../report/report-text.ts';
import { readLog } from '../storage/review-log.ts';
import type { FilterOptions } from './filters.ts';
import { formatByName, formatOf, saveTo } from './output.ts';
import { loadAll } from './practice-bank.ts';
import { selection } from './selection.ts';
import type { ExitCode, World } from './world.ts';

/** The report's options as commander leaves them. */
export interface ReportOptions extends FilterOptions {
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: string;
  readonly since?: string;
  readonly date?: string;
}

const formats = ['text', 'markdown', 'html', 'json', 'csv'] as const;
export type ReportFormat = (typeof formats)[number];

/** `hotseat report`: how the learner stands, as text, Markdown, a page, JSON or a table. */
export async function report(world: World, options: ReportOptions): Promise<ExitCode> {
  const format = options.json
    ? 'json'
    : formatOf(options.format ?? formatByName(options.output, formats) ?? 'text', formats);
  const loaded = await loadAll(world);
  const { records } = readLog(world.home);
  const items = selection(world, loaded, options);
  const source = {
    items,
    records,
    schedule: loaded.schedule,
    settings: modelOf(loaded.settings),
    leechAfter: loaded.settings.leechAfter,
    now: world.clock.now(),
    today: loaded.today,
    zone: world.zone,
    ...(options.since === undefined ? {} : { since: parseTime(options.since) }),
    ...(options.date === undefined ? {} : { readyFor: dayOf(parseTime(options.date), world.zone) }),
  };
  const figures = reportFigures(source);
  const texts: Record<ReportFormat, () => string | Promise<string>> = {
    text: () => reportText(figures, loaded.today, world.width),
    markdown: () => reportMarkdown(figures),
    html: async () => (await import('../report/report-html.ts')).reportHtml(figures, loaded.today),
    json: () => `${JSON.stringify(figures, null, 2)}\n`,
    csv: () => reportCsv(source),
  };
  const text = await texts[format]();
  if (options.output !== undefined) saveTo(options.output, text);
  else if (format === 'text') await world.page(text);
  else world.out(text);
  return 0;
}
