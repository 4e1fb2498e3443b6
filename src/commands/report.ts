import { oneOf } from '../bank/one-of.ts';
import { seededRandom } from '../bank/random.ts';
import { parseTime } from '../local-time.ts';
import { examDay } from '../memory/candidates.ts';
import { type Day, dayOf } from '../memory/day.ts';
import { readinessFor } from '../memory/exam.ts';
import { forecastOf } from '../memory/forecast.ts';
import type { LogRecord } from '../memory/record.ts';
import { modelOf } from '../memory/settings.ts';
import { forecastDays, type ReportSource, reportFigures } from '../report/progress-figures.ts';
import { reportCsv } from '../report/report-csv.ts';
import { reportMarkdown } from '../report/report-markdown.ts';
import { reportText } from '../report/report-text.ts';
import { readLog } from '../storage/review-log.ts';
import { roadSource } from './exam.ts';
import type { FilterOptions } from './filters.ts';
import { formatByName, saveTo } from './output.ts';
import { type Loaded, loadAll } from './practice-bank.ts';
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
    : oneOf('format', options.format ?? formatByName(options.output, formats) ?? 'text', formats);
  const loaded = await loadAll(world);
  const { records } = readLog(world.home);
  const items = selection(world, loaded, options);
  const exam = examAhead(loaded);
  const readyFor = options.date === undefined ? exam : dayOf(parseTime(options.date), world.zone);
  const source = {
    items,
    records,
    schedule: loaded.schedule,
    settings: modelOf(loaded.settings),
    leechAfter: loaded.settings.leechAfter,
    now: world.clock.now(),
    today: loaded.today,
    zone: world.zone,
    ...(format === 'csv' ? {} : { ahead: aheadOf(world, { ...loaded, items }, records, readyFor) }),
    ...(options.since === undefined ? {} : { since: parseTime(options.since) }),
    ...(readyFor === undefined ? {} : { readyFor }),
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

function examAhead({ settings, today }: Loaded): Day | undefined {
  const exam = examDay(settings);
  return exam !== undefined && exam > today ? exam : undefined;
}

/** What daily practice makes of the days ahead; of the date, where the report is of everything and for that date. */
function aheadOf(
  world: World,
  loaded: Loaded,
  records: readonly LogRecord[],
  readyFor: Day | undefined,
): NonNullable<ReportSource['ahead']> {
  const exam = examAhead(loaded);
  const isForExam =
    exam !== undefined && readyFor === exam && loaded.items.length === loaded.bank.items.length;
  const random = seededRandom(world.seed ?? loaded.today);
  return {
    days: forecastOf({ ...loaded, records }, forecastDays, random),
    ...(isForExam ? { readiness: readinessFor(roadSource(world, loaded, exam)) } : {}),
  };
}
