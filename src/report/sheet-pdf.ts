import { isHeading, type PdfNode, prosePdf, together } from './prose-pdf.ts';
import { byCategory, emptyNote, type Paper, pagesOf, type Sheet, type SheetEntry } from './sheet.ts';
import { cardOfText, farScript, sides } from './sheet-fit.ts';
import { grading } from './sheet-markdown.ts';

/** Points, 72 to the inch. */
const papers: Readonly<
  Record<Paper, { readonly name: string; readonly width: number; readonly height: number }>
> = {
  a4: { name: 'A4', width: 595.28, height: 841.89 },
  letter: { name: 'LETTER', width: 612, height: 792 },
};
const margin = 45;

/** A sheet as a document for pdfmake: everything but its footer, which is told the page numbers. */
export function sheetPdf(sheet: Sheet): PdfNode {
  const bodies = { page: pageBody, back: backBody, cards: cardsBody };
  const content = bodies[sheet.layout](sheet);
  const isCards = sheet.layout === 'cards' && sheet.entries.length > 0;
  return {
    info: { title: sheet.title },
    pageSize: papers[sheet.paper].name,
    pageMargins: isCards ? [cardMargin, cardMargin, cardMargin, cardMargin] : [margin, margin, margin, 50],
    defaultStyle: { font: 'Sans', fontSize: 9.5, lineHeight: 1.15 },
    content: isCards
      ? content
      : together([...content, ...pointsOf(sheet), { text: emptyNote(sheet) }, footNote], isHeading),
  };
}

const footNote: PdfNode = { text: grading.replaceAll('`', ''), color: '#555555', margin: [0, 8, 0, 0] };

const headingOf = ({ code, title }: SheetEntry): PdfNode => ({
  text: [{ text: code, font: 'Mono', color: '#0b6e99' }, { text: `  ${title}` }],
  bold: true,
  fontSize: 11,
  margin: [0, 8, 0, 1],
  heading: true,
});

const factsOf = ({ id, facts }: SheetEntry): PdfNode => ({
  text: `${id}, ${facts}`,
  color: '#555555',
  fontSize: 8.5,
  margin: [0, 0, 0, 4],
  heading: true,
});

const entryOf = (entry: SheetEntry, text: string): PdfNode[] => [
  headingOf(entry),
  factsOf(entry),
  ...prosePdf(text),
];

function pageBody({ title, entries }: Sheet): PdfNode[] {
  const categories = [...byCategory(entries)];
  const head: PdfNode = { text: title, fontSize: 18, bold: true, margin: [0, 0, 0, 8] };
  // A break inside pieces that are kept together would lose them: it stands by itself.
  const contents: PdfNode[] =
    categories.length > 1 ? [{ toc: {}, margin: [0, 0, 0, 10] }, ...(entries.length > 20 ? [turn] : [])] : [];
  return [
    head,
    ...contents,
    ...categories.flatMap(([name, own]) => [
      {
        text: name,
        fontSize: 14,
        bold: true,
        margin: [0, 10, 0, 2],
        heading: true,
        tocItem: true,
      },
      ...own.flatMap((entry) => [
        ...entryOf(entry, entry.front),
        ...(entry.back === '' ? [] : [{ stack: prosePdf(entry.back), margin: [10, 2, 0, 0] }]),
      ]),
    ]),
  ];
}

const turn: PdfNode = { text: '', pageBreak: 'after' };

function backBody({ title, entries, paper }: Sheet): PdfNode[] {
  return sides(entries, paper).flatMap((own, i) => {
    const head = (what: string, pageBreak: string | undefined): PdfNode => ({
      text: `${title}: ${what}`,
      fontSize: 12,
      bold: true,
      ...(pageBreak ? { pageBreak } : {}),
    });
    // Where one runs over its side after all, the next still begins on the side that it belongs to: questions on odd
    // pages, answers on even ones. What pdfmake calls "beforeOdd" skips the odd pages.
    return [
      head('questions', i === 0 ? undefined : 'beforeEven'),
      ...own.flatMap((entry) => entryOf(entry, entry.front)),
      head('answers', 'beforeOdd'),
      ...own.flatMap((entry) => entryOf(entry, entry.back)),
    ];
  });
}

const cardMargin = 20;
const perPage = 8;

function cardsBody({ entries, paper }: Sheet): PdfNode[] {
  const { height } = papers[paper];
  const tall = Math.floor((height - 2 * cardMargin) / 4) - 10;
  const cell = (entry: SheetEntry | undefined, text: string): PdfNode => {
    if (!entry) return { text: '' };
    const held = cardOfText(entry.title, text, paper, farScript.pdf);
    const heading = { ...headingOf({ ...entry, title: held.title }), fontSize: 8.5, margin: [0, 0, 0, 2] };
    return {
      stack: [heading, ...prosePdf(held.text)],
      fontSize: 7.5,
      margin: [4, 4, 4, 0],
    };
  };
  const page = (rows: PdfNode[][], first: boolean): PdfNode => ({
    table: { widths: ['*', '*'], heights: tall, body: rows, dontBreakRows: true },
    layout: 'cut',
    ...(first ? {} : { pageBreak: 'before' }),
  });
  return pagesOf(entries, perPage).flatMap((own, i) => {
    const pairs = pagesOf(own, 2);
    const fronts = pairs.map(([left, right]) => [
      cell(left, left?.front ?? ''),
      cell(right, right?.front ?? ''),
    ]);
    // Turned over at the long edge, what was on the left is on the right.
    const backs = pairs.map(([left, right]) => [
      cell(right, right?.back ?? ''),
      cell(left, left?.back ?? ''),
    ]);
    return [page(fronts, i === 0), page(backs, false)];
  });
}

function pointsOf({ weakPoints }: Sheet): PdfNode[] {
  if (weakPoints.length === 0) return [];
  return [
    { text: 'Missed most', fontSize: 12, bold: true, margin: [0, 10, 0, 3], heading: true },
    {
      ul: weakPoints.map(({ id, text, missed, seen }) => `${text} (${id}, missed ${missed} of ${seen})`),
    },
  ];
}
