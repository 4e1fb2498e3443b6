import type { Day } from '../memory/day.ts';
import { escapeHtml, htmlPage } from './html.ts';
import type { ReportFigures } from './progress-figures.ts';
import {
  calibrationSentence,
  type FigureTable,
  forecastSentences,
  headline,
  reportTables,
} from './report-words.ts';
import { barChart, calibrationChart, heatMap } from './svg-charts.ts';

/** `hotseat report --format html`: one file that needs nothing else. */
export function reportHtml(figures: ReportFigures, today: Day): string {
  const date = figures.generatedAt.slice(0, 10);
  const body = [
    '<main>',
    `<h1>Progress, ${date}</h1>`,
    headline(figures)
      .map((line) => `<p>${escapeHtml(line).replace(/&#96;|`/g, '')}</p>`)
      .join('\n'),
    activity(figures, today),
    forecast(figures),
    ...reportTables(figures).map(table),
    calibration(figures),
    weakPoints(figures),
    leeches(figures),
    '</main>',
    `<footer class="soft"><p>Made by hotseat on ${date}.</p></footer>`,
  ];
  return htmlPage({ title: `Progress, ${date}`, body: body.filter((part) => part !== '').join('\n'), style });
}

const style = `
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; align-items: start; }
figure { margin: .5rem 0; }
figcaption { color: var(--soft); font-size: .9rem; }
.narrow { max-width: 20rem; }
`;

const figure = (chart: string, caption: string, narrow = false): string =>
  `<figure${narrow ? ' class="narrow"' : ''}>${chart}<figcaption>${escapeHtml(caption)}</figcaption></figure>`;

const heatWeeks = 53;

function activity({ activity: days }: ReportFigures, today: Day): string {
  if (days.length === 0) return '';
  const most = Math.max(...days.map(({ reviews }) => reviews));
  const counts = new Map(days.map(({ date, reviews }) => [date, reviews]));
  const caption = `Answers a day over the last year, at most ${most} on a day.`;
  return `<h2>Activity</h2>\n${figure(heatMap(caption, counts, today, heatWeeks), caption)}`;
}

function forecast(figures: ReportFigures): string {
  const [due = '', practised] = forecastSentences(figures);
  if (due === '') return '';
  const chart = (caption: string, of: (day: ReportFigures['forecast'][number]) => number) =>
    figure(
      barChart(
        caption,
        figures.forecast.map((day) => ({ label: day.date, value: of(day) })),
      ),
      caption,
    );
  const charts = [
    chart(due, (day) => day.due),
    ...(practised === undefined ? [] : [chart(`Minutes a day. ${practised}`, (day) => day.minutes ?? 0)]),
  ];
  return `<h2>What comes due</h2>\n${charts.join('\n')}`;
}

function calibration(figures: ReportFigures): string {
  const { curve } = figures.calibration;
  if (curve.length === 0) return '';
  const sentence = calibrationSentence(figures);
  return figure(
    calibrationChart(`Predicted against actual recall. ${sentence}`, curve),
    `Predicted (across) against actual recall (up); on the line the model is right. ${sentence}`,
    true,
  );
}

function table({ title, columns, rows }: FigureTable): string {
  const id = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const head = columns
    .map((name, i) => `<th scope="col"${i > 0 ? ' class="n"' : ''}>${escapeHtml(name)}</th>`)
    .join('');
  const body = rows.map(([name = '', ...cells]) => {
    const figuresOf = cells.map((cell) => `<td class="n">${escapeHtml(cell)}</td>`).join('');
    return `<tr><th scope="row">${escapeHtml(name)}</th>${figuresOf}</tr>`;
  });
  return `<h2 id="${id}">${escapeHtml(title)}</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="${id}"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>`;
}

function weakPoints({ weakPoints: points }: ReportFigures): string {
  if (points.length === 0) return '';
  const lines = points.map(
    ({ id, text, missed, seen }) =>
      `<li>${escapeHtml(text)} <span class="soft">(${escapeHtml(id)}, missed ${missed} of ${seen})</span></li>`,
  );
  return `<h2>Missed most</h2>\n<ol>\n${lines.join('\n')}\n</ol>`;
}

function leeches({ leeches: found }: ReportFigures): string {
  if (found.length === 0) return '';
  const lines = found.map(
    ({ id, title, lapses, file, line }) =>
      `<li>${escapeHtml(title)} <span class="soft">(${escapeHtml(id)}, forgotten ${lapses} times, ${escapeHtml(`${file}:${line}`)})</span></li>`,
  );
  return `<h2>Leeches: forgotten again and again</h2>\n<ol>\n${lines.join('\n')}\n</ol>`;
}
