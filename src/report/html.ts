/** A text as HTML text: nothing in it is markup. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

// Without a script there is nothing to run; pictures and fonts of others are never asked for.
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A page that stands alone: no script, no request, light and dark, for screens and for paper.
 *
 * @param body HTML; its texts are escaped already.
 */
export const htmlPage = ({
  title,
  body,
  style = '',
}: {
  title: string;
  body: string;
  style?: string;
}): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${baseStyle}${style}</style>
</head>
<body>
${body}
</body>
</html>
`;

const baseStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --paper: #fff; --raised: #f6f8fa;
  --mark: #0b6e99; --mark-soft: #9cc9dc; --h1: #cfe6ef; --h2: #8fc3d8; --h3: #3f92b4; --h4: #0b5f85; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa6b2; --line: #3a434d; --paper: #0f1419;
  --raised: #171d24; --mark: #6cc3e6; --mark-soft: #2c5f75; --h1: #12384a; --h2: #1c5c78; --h3: #3592b8; --h4: #8fd6f2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p, ul, ol { margin: .4rem 0; }
.soft { color: var(--soft); }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 2px solid var(--mark); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .9rem .3rem 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { color: var(--soft); font-weight: 600; overflow-wrap: normal; }
tbody th { font-weight: 400; min-width: 8.5rem; }
.n { text-align: right; }
td.n { white-space: nowrap; }
@media (max-width: 40rem) { th, td { padding-right: .55rem; font-size: .85rem; } }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
pre { background: var(--raised); padding: .6rem .8rem; overflow-x: auto; white-space: pre-wrap; }
code { font: .9em ui-monospace, SFMono-Regular, Menlo, monospace; }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --raised: #f4f4f4; --mark: #0b6e99; }
  body { padding: 0; max-width: none; font-size: 10pt; } h2, h3 { break-after: avoid; } tr, figure { break-inside: avoid; } }
@page { margin: 16mm; }
`;
