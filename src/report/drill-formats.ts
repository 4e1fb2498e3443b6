import { drillJson } from './drill-json.ts';
import { drillJunit } from './drill-junit.ts';
import { drillMarkdown } from './drill-markdown.ts';
import type { DrillReport } from './drill-report.ts';
import { drillTap } from './drill-tap.ts';
import { drillText } from './drill-text.ts';

/** What `drill --format` takes. Every text ends with a line end. */
export const drillFormats: Readonly<
  Record<'text' | 'json' | 'junit' | 'tap' | 'markdown', (report: DrillReport) => string>
> = { text: drillText, json: drillJson, junit: drillJunit, tap: drillTap, markdown: drillMarkdown };
