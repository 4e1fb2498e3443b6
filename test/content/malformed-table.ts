// What the files of test/content/malformed give: the ids that load, then the faults as `line:column code`, in
// reading order, the first twelve and how many more there are.
const table = `
a-binary-tag.yaml |  | 1:20 yaml-refused
a-colon-in-a-text.yaml |  | 4:10 yaml-syntax
a-comment.yaml |  | 1:1 no-questions
a-constructor-key.yaml | a-constructor-key-ok | 7:3 unknown-key
a-directive.yaml |  | 1:1 yaml-refused
a-function-tag.yaml |  | 6:25 yaml-refused
a-key-twice.yaml |  | 7:3 yaml-refused
a-list-for-a-key.yaml |  | 2:3 yaml-refused
a-list.yaml |  | 1:1 no-questions
a-merge-key.yaml | a-merge-key-ok | 3:3 missing, 3:3 missing, 3:3 unknown-key
a-null.yaml |  | 1:1 no-questions
a-proto-key.yaml |  | 2:1 yaml-refused
a-text.yaml |  | 1:1 no-questions
an-alias.yaml |  | 1:14 yaml-refused, 7:10 yaml-refused
an-open-bracket.yaml |  | 3:1 yaml-syntax
an-open-quote.yaml |  | 7:1 yaml-syntax
an-unknown-tag.yaml |  | 1:17 yaml-refused
bidi.md | bidi bidi-ok |
bidi.yaml | bidi-y |
billion-laughs.yaml |  | 1:7 yaml-refused, 2:7 yaml-refused, 2:8 yaml-refused, 2:12 yaml-refused, 2:16 yaml-refused, 2:20 yaml-refused, 2:24 yaml-refused, 2:28 yaml-refused, 2:32 yaml-refused, 2:36 yaml-refused, 2:40 yaml-refused, 3:7 yaml-refused, +69
blank.md |  | 1:1 no-questions
byte-order-mark.md | byte-order-mark-ok | 9:1 unknown-part
byte-order-mark.yaml | byte-order-mark-y | 7:3 unknown-key
choices-with-faults.md | choices-with-faults-ok | 9:1 missing, 16:1 missing, 23:1 missing, 24:1 bad-value, 31:1 unknown-key
closing-four-dashes.md |  | 3:1 front-matter
closing-with-a-blank.md |  | 3:1 front-matter
closing-with-a-word.md |  | 3:1 front-matter
clozes-with-faults.md | clozes-with-faults-ok | 9:1 missing, 17:1 missing, 25:1 bad-value, 33:1 bad-value, 41:1 bad-value
constructor-front-matter.md |  | 1:1 front-matter
control-characters.md | control-characters control-characters-ok |
cut-utf-8.md |  | 1:1 file-not-utf8
deep-blocks.yaml |  | 67:1 yaml-refused
deep-brackets.yaml |  | 2:68 yaml-refused
deep-dashes.yaml |  | 3:1 yaml-refused
document-end.yaml | document-end-ok |
empty.md |  | 1:1 no-questions
entries-of-other-things.yaml | entries-of-other-things-ok | 3:3 wrong-type, 4:3 wrong-type, 5:2 wrong-type, 6:3 wrong-type, 7:3 missing, 7:3 missing, 7:3 missing
escapes.yaml | escapes-ok |
five-dashes.md |  | 1:1 front-matter
follow-up-with-faults.md | follow-up-with-faults-ok | 9:1 bad-value, 11:1 unknown-part, 19:1 duplicate-part
formula-very-deep.md | formula-very-deep formula-very-deep-ok | 11:1 bad-value, 23:1 bad-value, 35:1 bad-value
formula-very-long.md | formula-very-long-ok | 11:1 bad-value, 23:1 bad-value, 35:1 bad-value
formulas-with-tricks.md | formulas-with-tricks-ok | 11:1 bad-value, 23:1 bad-value, 35:1 bad-value, 47:1 bad-value, 59:1 bad-value, 71:1 bad-value, 84:1 bad-value
formulas-without-a-value.md | formulas-without-a-value-ok | 11:1 bad-value, 24:1 bad-value, 37:1 bad-value, 50:1 bad-value
front-matter-never-closes.md |  | 1:1 front-matter
front-matter-of-a-list.md | front-matter-of-a-list | 2:1 wrong-type
front-matter-with-a-function.md |  | 2:25 yaml-refused
front-matter-with-a-key-twice.md |  | 3:1 yaml-refused
front-matter-with-an-alias.md |  | 2:14 yaml-refused, 3:8 yaml-refused
front-matter-with-wrong-types.md | front-matter-with-wrong-types-ok | 3:8 bad-value, 4:7 wrong-type, 5:1 wrong-type, 6:9 wrong-type, 7:1 unknown-key
half-a-character.yaml | half-a-character-ok |
headings-in-code.md | headings-in-code headings-in-code-ok |
hostile-keys-in-lists.md | hostile-keys-in-lists-ok | 12:1 unknown-key, 13:1 unknown-key
html.md | html html-ok |
id-in-capitals.md | id-in-capitals-ok | 5:1 bad-id, 13:1 bad-id
id-never-closes.md | open-open id-never-closes-ok | 5:1 no-id
id-that-is-empty.md | id-that-is-empty-ok | 5:1 bad-id, 13:1 bad-id
id-too-long.md | id-too-long-ok | 5:1 bad-id
id-twice.md | id-twice id-twice-ok | 13:1 duplicate-id
id-with-dots.md | a..b id-with-dots-ok | 5:1 bad-id, 13:1 bad-id
id-with-slashes.md | id-with-slashes-ok | 5:1 bad-id, 13:1 bad-id, 21:1 bad-id
ids-with-tricks.yaml | constructor ids-with-tricks-ok | 3:7 bad-id, 7:7 bad-id, 11:7 bad-id, 19:7 bad-id, 23:7 bad-id, 27:7 bad-id, 31:7 bad-id, 35:7 wrong-type
indented-front-matter.md |  | 5:1 missing
invisible-id.md | invisible-id-ok | 5:1 bad-id, 13:1 bad-id
javascript-front-matter.md |  | 1:1 front-matter
js-front-matter.md |  | 1:1 front-matter
json-front-matter.md |  | 1:1 front-matter
json.yaml | json-ok |
kinds-mixed-up.md | kinds-mixed-up-ok | 12:1 bad-value, 17:1 missing
line-separators.md | line-separators line-separators-ok |
long-key.yaml | long-key-ok | 1:3 unknown-key
long-lines.md | long-lines long-lines-ok | 13:1 missing
many-unknown-keys.yaml | many-unknown-keys-ok | 1:1 unknown-key, 2:1 unknown-key, 3:1 unknown-key, 4:1 unknown-key, 5:1 unknown-key, 6:1 unknown-key, 7:1 unknown-key, 8:1 unknown-key, 9:1 unknown-key, 10:1 unknown-key, 11:1 unknown-key, 12:1 unknown-key, +188
markdown-in-disguise.yaml |  | 3:1 yaml-syntax
mixed-line-ends.md | mixed-line-ends-ok | 9:1 unknown-part
no-category.md | no-category-ok | 1:1 missing
no-id.md | why-is-the-id-missing no-id-ok | 5:1 no-id, 13:1 missing
no-questions.yaml |  | 1:1 no-questions
no-title.md | no-title-ok | 5:1 bad-value, 13:1 missing, 13:1 bad-value
not-utf-8.md |  | 1:1 file-not-utf8
not-utf-8.yaml |  | 1:1 file-not-utf8
nothing.yaml |  | 1:1 no-questions
nul-bytes.md | nul-bytes-ok | 5:1 bad-id
nul-bytes.yaml | nul-bytes-y |
number-of-many-parameters.md | number-of-many-parameters-ok | 9:1 bad-value
numbers-with-faults.md | numbers-with-faults-ok | 9:1 missing, 23:1 wrong-type, 36:1 bad-value, 49:1 unknown-key, 50:1 bad-value, 51:1 bad-value, 64:1 bad-value, 65:1 bad-value, 66:1 bad-value, 79:1 unknown-key
numbers-with-tricks.yaml | numbers-with-tricks-ok | 7:21 bad-value, 12:33 unknown-key, 12:51 unknown-key, 17:37 bad-value, 22:21 bad-value, 27:19 bad-value
numbers-without-an-end.yaml | numbers-without-an-end-ok | 7:20 bad-value, 7:33 wrong-type, 12:33 bad-value, 17:19 wrong-type, 22:50 bad-value, 27:33 bad-value, 32:33 bad-value
old-mac-line-ends.md | old-mac-line-ends-ok | 9:1 unknown-part
only-front-matter.md |  | 1:1 no-questions
order-with-faults.md | order-with-faults-ok | 9:1 missing, 11:1 bad-value, 12:1 bad-value, 21:1 bad-value, 29:1 bad-value, 32:1 bad-value
parts-that-are-empty.md | parts-that-are-empty-ok | 5:1 missing, 7:1 bad-value, 11:1 bad-value
parts-twice.md | parts-twice-ok | 17:1 duplicate-part, 21:1 duplicate-part
parts-with-wrong-values.md | parts-with-wrong-values-ok | 9:1 bad-value, 13:1 bad-value, 13:1 unknown-key, 17:1 bad-value, 24:1 bad-value, 26:1 wrong-type, 27:1 unknown-key, 28:1 bad-value
plain-numbers-for-texts.yaml | plain-numbers-for-texts-ok | 7:10 wrong-type, 7:15 wrong-type, 7:20 wrong-type, 7:26 wrong-type, 7:32 wrong-type, 7:38 wrong-type
prose.md |  | 1:1 no-questions
proto-front-matter.md |  | 1:1 front-matter
question-for-questions.yaml |  | 1:1 no-questions
questions-in-a-map.yaml |  | 2:1 no-questions
questions-of-nothing.yaml |  | 2:11 no-questions
rule-further-down.md | rule-further-down rule-further-down-ok |
schema-line.yaml | schema-line-ok |
shorter-fence.md | shorter-fence-ok | 19:1 unclosed-fence
spaced-js-front-matter.md |  | 1:1 front-matter
tabs-for-blanks.yaml |  | 3:1 yaml-syntax, 4:1 yaml-syntax
tabs.md | tabs tabs-ok |
tag-characters.md | tag-characters tag-characters-ok |
title-of-the-first-level.md |  | 1:1 no-questions
title-underlined.md |  | 1:1 no-questions
title-without-a-blank.md |  | 1:1 no-questions
two-byte-order-marks.md |  | 5:1 missing
two-documents.yaml |  | 7:1 yaml-syntax
unclosed-fence.md | unclosed-fence-ok | 13:1 missing, 19:1 unclosed-fence
unclosed-tildes.md |  | 1:1 no-questions, 5:1 unclosed-fence
unknown-parts.md | unknown-parts-ok | 9:1 unknown-part, 13:1 unknown-part, 17:1 unknown-part
utf-16.md |  | 1:1 file-not-utf8
utf-16.yaml |  | 1:1 no-questions
windows-line-ends.md | windows-line-ends-ok | 9:1 unknown-part
windows-line-ends.yaml | windows-line-ends-y | 7:3 unknown-key
wrong-indent.yaml |  | 4:10 yaml-syntax, 4:10 yaml-syntax
wrong-types.yaml | wrong-types-ok | 3:7 wrong-type, 4:10 wrong-type, 5:3 wrong-type, 6:11 wrong-type, 7:10 wrong-type, 8:3 wrong-type, 9:9 wrong-type, 10:11 wrong-type, 11:10 bad-value, 16:11 wrong-type, 16:14 wrong-type, 16:22 wrong-type, +18
yaml-in-disguise.md |  | 1:1 no-questions
yes-and-no.yaml | yes-and-no yes-and-no-ok |
`;

export const rows: readonly (readonly [file: string, loads: string, faults: string])[] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()) as [string, string, string]);
