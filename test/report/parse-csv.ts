/** The fields of a CSV text by RFC 4180; throws where it does not keep to it. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let at = 0;
  const field = (): string => {
    if (text[at] !== '"') {
      const [plain = ''] = /^[^",\r\n]*/.exec(text.slice(at)) ?? [];
      at += plain.length;
      return plain;
    }
    let value = '';
    for (at++; ; at++) {
      if (at >= text.length) throw new Error('a quoted field without an end');
      if (text[at] !== '"') value += text[at];
      else if (text[at + 1] === '"') value += text[at++];
      else break;
    }
    at++;
    return value;
  };
  while (at < text.length) {
    const row = [field()];
    while (text[at] === ',') {
      at++;
      row.push(field());
    }
    if (!text.startsWith('\r\n', at))
      throw new Error(`no end of a line at ${at}: ${text.slice(at, at + 20)}`);
    at += 2;
    rows.push(row);
  }
  return rows;
}
