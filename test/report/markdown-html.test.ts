import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml, htmlPage } from '../../src/report/html.ts';
import { markdownHtml } from '../../src/report/markdown-html.ts';

const plainTags = 'p|pre|code|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|strong|em|s|h[4-6]';
const openTags = [
  `<(?:${plainTags})>`,
  '<(?:br|hr)>',
  '<ol start="\\d+">',
  '<div class="wide" tabindex="0" role="region" aria-label="Table">',
  '<th scope="col"(?: class="n")?>',
  '<td class="n">',
  '<a href="(?:https?://|mailto:)[^"<>\']*" rel="noreferrer">',
];
const anyTag = new RegExp(`${openTags.join('|')}|</(?:${plainTags}|div|a)>`, 'gi');

/** What is wrong with a piece of HTML: a tag or attribute that is not ours, a sign that is not escaped, a bad nest. */
function faultOf(html: string): string | undefined {
  const text = html.replace(anyTag, '');
  const stray = /[<>"']|&(?!#\d+;)/.exec(text);
  if (stray) return `${stray[0]} in …${text.slice(Math.max(0, stray.index - 30), stray.index + 30)}…`;
  const open: string[] = [];
  for (const [tag] of html.matchAll(anyTag)) {
    const name = /[a-z]+\d?/i.exec(tag)?.[0] ?? '';
    if (name === 'br' || name === 'hr') continue;
    if (!tag.startsWith('</')) open.push(name);
    else if (open.pop() !== name) return `${tag} closes nothing`;
  }
  return open.length > 0 ? `${open.join(' ')} left open` : undefined;
}

const hrefs = (html: string): string[] =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) =>
    href.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
  );

const schemes = fc.constantFrom(
  ...['javascript:', 'JaVaScRiPt:', 'data:', 'vbscript:', 'file:', 'http:', 'https:', 'mailto:', 'blob:'],
  ...['java\tscript:', ' javascript:', '\u0001javascript:', 'javascript&colon;', '&#106;avascript:'],
  ...['%6aavascript:', '//', '', '#', '\\javascript:', 'https://x" onclick="'],
);
const aTarget = fc
  .tuple(schemes, fc.constantFrom('alert(1)', 'text/html,<b>', 'x.y/z?a=1&b="2"', ''))
  .map((all) => all.join(''));
const aLink = fc.tuple(
  fc.constantFrom('[a](T)', '![a](T)', '<T>', '[a][r]\n\n[r]: T\n', '[a](<T> "t")', 'T'),
  aTarget,
);
const aPiece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  aLink.map(([form, target]) => form.replace('T', () => target)),
  fc.constantFrom(
    ...['<script>', '</script>', '<img src=x onerror=alert(1)>', '<!--', '-->', '<![CDATA[', '<?x', '<a b="'],
    ...['&lt;b&gt;', '&quot;', '&amp;lt;', '&#60;', '&#x3c;', '&', '"', "'", '<', '>', '\\<', '\\'],
    ...[
      '**',
      '_',
      '~~',
      '`',
      '``',
      '```\n',
      '~~~ html" x="\n',
      '# ',
      '> ',
      '- ',
      '7. ',
      '    ',
      '\t',
      '---\n',
    ],
    ...[
      '\n',
      '\n\n',
      '| a | b |\n| --- | ---: |\n| c | d |\n',
      '|',
      '[',
      ']',
      '(',
      ')',
      '!',
      '<https://a.b/c>',
    ],
  ),
);
const aText = fc.array(aPiece, { maxLength: 30, size: 'max' }).map((pieces) => pieces.join(''));

describe('Markdown as HTML', () => {
  test('has no tag, attribute or open quote but its own, whatever the text', () => {
    fc.assert(
      fc.property(aText, fc.integer({ min: 4, max: 6 }), (text, heading) => {
        expect(faultOf(markdownHtml(text, heading))).toBeUndefined();
      }),
      { numRuns: 3000 },
    );
  });

  test('links to http, https and mail only, whatever the text', () => {
    let links = 0;
    fc.assert(
      fc.property(aText, (text) => {
        for (const href of hrefs(markdownHtml(text))) {
          links++;
          expect(href).toMatch(/^(https?:\/\/|mailto:)/i);
        }
      }),
      { numRuns: 2000 },
    );
    expect(links).toBeGreaterThan(50);
  });

  test.each([
    '[a](javascript:alert(1))',
    '[a](JAVASCRIPT:alert(1))',
    '[a](data:text/html,x)',
    '[a](vbscript:x)',
    '[a](file:///etc/passwd)',
    '<javascript:alert(1)>',
    '[a][r]\n\n[r]: javascript:alert(1)',
    '![a](javascript:alert(1))',
    '[a](//evil.example/x)',
    '[a](relative.html)',
    '[a](#top)',
  ])('makes no link of %j', (text) => {
    expect(markdownHtml(text)).not.toMatch(/<a |<img|href|src=/);
  });

  test('keeps a link to a page, its signs escaped', () => {
    expect(markdownHtml('[a *b*](https://x.example/?a=1&b="2")')).toBe(
      '<p><a href="https://x.example/?a=1&#38;b=%222%22" rel="noreferrer">a <em>b</em></a></p>',
    );
    expect(markdownHtml('<mailto:a@b.example>')).toContain('<a href="mailto:a@b.example"');
  });

  test.each([
    ['## Heading', '<h5>Heading</h5>'],
    ['a **b** ~~c~~ `d<e`', '<p>a <strong>b</strong> <s>c</s> <code>d&#60;e</code></p>'],
    ['```promql\nrate(x[5m]) > 0\n```', '<pre><code>rate(x[5m]) &#62; 0</code></pre>'],
    ['- a\n- b', '<ul><li>a</li>\n<li>b</li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li>a</li>\n<li>b</li></ol>'],
    ['> a', '<blockquote><p>a</p></blockquote>'],
    ['---', '<hr>'],
    ['a  \nb', '<p>a<br>b</p>'],
    ['![the *graph*](x.png)', '<p>[picture: the *graph*]</p>'],
    ['a &lt; b &amp; c', '<p>a &#60; b &#38; c</p>'],
    ['<b>bold</b>', '<p>&#60;b&#62;bold&#60;/b&#62;</p>'],
  ])('%j', (text, html) => {
    expect(markdownHtml(text)).toBe(html);
  });

  test('sets the numbers of a table to the right, in a region that a keyboard reaches', () => {
    const html = markdownHtml('| a | b |\n| --- | ---: |\n| x | 1 |');
    expect(html).toContain('<th scope="col" class="n">b</th>');
    expect(html).toContain('<td class="n">1</td>');
    expect(html).toMatch(/^<div class="wide" tabindex="0" role="region" aria-label="Table"><table>/);
    expect(faultOf(html)).toBeUndefined();
  });

  test('never has a heading beyond the sixth', () => {
    expect(markdownHtml('###### deep')).toBe('<h6>deep</h6>');
  });
});

describe('a page', () => {
  const page = htmlPage({ title: '</title><script>"', body: '<main></main>' });

  test('runs nothing and asks for nothing, and says so in a policy', () => {
    expect(page).toContain(`content="default-src 'none';`);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|url\(|@import|https?:/i);
  });

  test('has a title, a language, and a width for small screens', () => {
    expect(page).toContain('<title>&#60;/title&#62;&#60;script&#62;&#34;</title>');
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain('name="viewport"');
  });
});

test('an escaped text is the text once it is read again, and holds no sign of markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const html = escapeHtml(text);
      expect(html).not.toMatch(/[<>"']/);
      const read = html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
      expect(read).toBe(text);
    }),
  );
});
