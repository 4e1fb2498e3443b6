import { escapeHtml, htmlPage } from './html.ts';
import { markdownHtml } from './markdown-html.ts';
import { byCategory, emptyNote, type Paper, pagesOf, type Sheet, type SheetEntry } from './sheet.ts';
import { cardOfText, farScript, sides } from './sheet-fit.ts';
import { grading } from './sheet-markdown.ts';

/** A sheet as a page that prints: contents by category, codes, one question a block; or sides; or cards to cut. */
export function sheetHtml(sheet: Sheet): string {
  const { title, layout, paper } = sheet;
  const bodies = { page: pageBody, back: backBody, cards: cardsBody };
  const body = [
    '<main>',
    layout === 'cards' ? '' : `<h1>${escapeHtml(title)}</h1>`,
    bodies[layout](sheet),
    pointsOf(sheet),
    emptyNote(sheet) === '' ? '' : `<p>${emptyNote(sheet)}</p>`,
    `<p class="soft screen">${escapeHtml(grading).replace(/&#96;|`/g, '')}</p>`,
    '</main>',
  ];
  return htmlPage({ title, body: body.filter((part) => part !== '').join('\n'), style: styleFor(paper) });
}

// Cards are as large as an eighth of the paper, whose margins are left to the printer.
const sizes: Readonly<Record<Paper, { readonly name: string; readonly card: string }>> = {
  a4: { name: 'A4', card: '67mm' },
  letter: { name: 'Letter', card: '62mm' },
};

const styleFor = (paper: Paper): string => `
@page { size: ${sizes[paper].name}; margin: 14mm; }
.entry { margin: 0 0 1.6rem; }
.entry h3 { margin-bottom: 0; }
.code { font-family: ui-monospace, monospace; border: 1px solid var(--line); padding: 0 .3em; border-radius: .2em; }
.back { border-left: 3px solid var(--line); padding-left: .8rem; margin-top: .6rem; }
nav ol { columns: 2; column-gap: 2rem; padding-left: 1.2rem; }
.cards { display: grid; grid-template-columns: 1fr 1fr; }
.card { height: ${sizes[paper].card}; overflow: hidden; border: 1px dashed var(--soft); padding: 3mm; font-size: 8pt; line-height: 1.35; }
.card h3 { margin: 0 0 1mm; font-size: 8.5pt; }
@media print { .screen { display: none; } .entry h3 { break-after: avoid; } .side { break-after: page; font-size: 9pt; line-height: 1.3; } .side .entry { margin-bottom: .8rem; } h2 { break-before: auto; } }
`;

const headingOf = ({ code, title }: SheetEntry): string =>
  `<h3><span class="code">${code}</span> ${escapeHtml(title)}</h3>`;

const entryHtml = (entry: SheetEntry, body: string): string =>
  `<section class="entry">${headingOf(entry)}<p class="soft">${escapeHtml(`${entry.id}, ${entry.facts}`)}</p>\n${body}</section>`;

const backOf = ({ back }: SheetEntry): string =>
  back === '' ? '' : `<div class="back">${markdownHtml(back)}</div>`;

function pageBody({ entries }: Sheet): string {
  const categories = [...byCategory(entries)];
  const id = (i: number) => `c${i + 1}`;
  const contents = categories.map(
    ([name, own], i) => `<li><a href="#${id(i)}">${escapeHtml(name)}</a> (${own.length})</li>`,
  );
  const toc = categories.length > 1 ? `<nav aria-label="Contents"><ol>${contents.join('')}</ol></nav>\n` : '';
  const sections = categories.map(
    ([name, own], i) =>
      `<h2 id="${id(i)}">${escapeHtml(name)}</h2>\n${own.map((entry) => entryHtml(entry, markdownHtml(entry.front) + backOf(entry))).join('\n')}`,
  );
  return toc + sections.join('\n');
}

const backBody = ({ entries, paper }: Sheet): string =>
  sides(entries, paper)
    .map((own) => {
      const front = own.map((entry) => entryHtml(entry, markdownHtml(entry.front)));
      const back = own.map((entry) => entryHtml(entry, markdownHtml(entry.back)));
      return `<div class="side">${front.join('\n')}</div>\n<div class="side">${back.join('\n')}</div>`;
    })
    .join('\n');

const perPage = 8;

function cardsBody({ entries, paper }: Sheet): string {
  const card = (entry: SheetEntry | undefined, text: string) => {
    if (!entry) return '<section class="card"></section>';
    const held = cardOfText(entry.title, text, paper, farScript.page);
    return `<section class="card">${headingOf({ ...entry, title: held.title })}${markdownHtml(held.text)}</section>`;
  };
  return pagesOf(entries, perPage)
    .map((page) => {
      const front = page.map((entry) => card(entry, entry.front));
      // Turned over at the long edge, what was on the left is on the right.
      const back = pagesOf(page, 2).flatMap(([first, second]) => [
        card(second, second?.back ?? ''),
        card(first, first?.back ?? ''),
      ]);
      return [front, back].map((cards) => `<div class="cards side">${cards.join('\n')}</div>`).join('\n');
    })
    .join('\n');
}

function pointsOf({ weakPoints }: Sheet): string {
  if (weakPoints.length === 0) return '';
  const lines = weakPoints.map(
    ({ id, text, missed, seen }) =>
      `<li>${escapeHtml(text)} <span class="soft">(${escapeHtml(id)}, missed ${missed} of ${seen})</span></li>`,
  );
  return `<h2>Missed most</h2>\n<ul>\n${lines.join('\n')}\n</ul>`;
}
