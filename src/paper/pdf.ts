import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import pdfmake from 'pdfmake';
import type { PdfNode } from '../report/prose-pdf.ts';

/** The files of the fonts that documents are set in (DejaVu), and one's content to see which characters it has. */
export interface Fonts {
  readonly folder: string;
  readonly sans: Buffer;
  readonly mono: Buffer;
}

/** A document as PDF. Characters that the fonts lack are printed by their number, `<U+1F680>`; nothing is fetched. */
export async function pdfOf(document: PdfNode, fonts: Fonts): Promise<Uint8Array> {
  const file = (name: string) => join(fonts.folder, `${name}.ttf`);
  pdfmake.setFonts({
    Sans: {
      normal: file('DejaVuSans'),
      bold: file('DejaVuSans-Bold'),
      italics: file('DejaVuSans-Oblique'),
      bolditalics: file('DejaVuSans-BoldOblique'),
    },
    Mono: { normal: file('DejaVuSansMono'), bold: file('DejaVuSansMono-Bold') },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path: string) => path.startsWith(fonts.folder));
  pdfmake.setTableLayouts({ cut: cutLines });
  const pdf = pdfmake.createPdf({
    ...(withKnownCharacters(document, fonts) as PdfNode & { content: [] }),
    footer: (page: number, pages: number) => ({
      text: `${page} / ${pages}`,
      alignment: 'center',
      fontSize: 8,
      color: '#555555',
      margin: [0, 14, 0, 0],
    }),
  });
  return pdf.getBuffer();
}

const cutLines = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => '#888888',
  vLineColor: () => '#888888',
  hLineStyle: () => ({ dash: { length: 3 } }),
  vLineStyle: () => ({ dash: { length: 3 } }),
};

/** The same document with what the fonts cannot show written out. */
function withKnownCharacters(document: unknown, { sans, mono }: Fonts): unknown {
  const fonts = { Sans: create(sans) as Font, Mono: create(mono) as Font };
  const shown = (text: string, font: keyof typeof fonts): string =>
    // ASCII is known; the fonts have no glyphs for its line ends and tabs, and need none.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
    text.replace(/[^\x00-\x7f]/gu, (char) => {
      const code = char.codePointAt(0) ?? 0;
      const known = fonts[font].hasGlyphForCodePoint(code) && fonts.Sans.hasGlyphForCodePoint(code);
      return known ? char : `<U+${code.toString(16).toUpperCase()}>`;
    });
  const walk = (node: unknown, font: keyof typeof fonts): unknown => {
    if (typeof node === 'string') return font === 'Sans' ? breakable(shown(node, font)) : shown(node, font);
    if (Array.isArray(node)) return node.map((inner) => walk(inner, font));
    if (node === null || typeof node !== 'object') return node;
    const own = (node as PdfNode).font === 'Mono' ? 'Mono' : font;
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, walk(inner, own)]));
  };
  return walk(document, 'Sans');
}

// pdfmake's time grows with the square of a word's length. The mono font has no blank without a width.
const breakable = (text: string): string =>
  text.replace(/\S{61,}/g, (word) => word.replace(/.{24}/gu, '$&\u200b'));
