import { stemOf } from './words.ts';

// Words that people in operations use for one another, whatever the question. Whole classes, not pairs: a word
// stands in one class only, and nothing goes in whose second meaning would turn a wording into another claim.
const classes = `alert alarm notification notify
incident outage disruption
person human engineer someone somebody people operator
check verify confirm validate review inspect examine
approve approval authorise permit consent
customer user client
normal usual typical ordinary regular
group bundle cluster fold merge consolidate
undo revert rollback
deploy deployment release rollout
cause reason culprit
likely probable possible potential candidate
suspect suspicion hypothesis hypotheses guess theory theories
old past earlier former previous historical historic
same identical common shared uniform
one single sole
begin start commence
few scarce rare sparse seldom
wrong incorrect false erroneous bogus
error failure fail fault
remove strip drop delete discard
mask redact scrub anonymise pseudonymise obfuscate
keep retain preserve store save
silent quiet mute
forecast predict project extrapolate
slope trend
retrain refit relearn recalibrate rebaseline
adapt adjust absorb
separate apart individual distinct
input feature
important critical crucial vital essential
vendor supplier provider
company firm business
detect catch spot notice
impact harm damage
compare contrast match
fast quick rapid
switch swap
immutable unalterable
document doc
overload overwhelm
gradual stepwise incremental phased
harmless benign innocent
unusual odd strange weird abnormal
downstream underlying`;

const senses = new Map(
  classes.split('\n').flatMap((line) => {
    const [first = '', ...rest] = line.split(' ');
    return [first, ...rest].map((word): [string, string] => [stemOf(word), `=${first}`]);
  }),
);

/** What a stem means: the name of its class of synonyms, or itself. */
export const senseOf = (stem: string): string => senses.get(stem) ?? stem;
