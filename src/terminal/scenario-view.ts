import { clockTime } from '../bank/duration.ts';
import { letterOf } from '../bank/letters.ts';
import { bestOption, type Scenario } from '../bank/scenario.ts';
import { bestWay, evidenceAt, gradeOfStep, type Play, type Step, scoreOfPlay } from '../practice/scenario.ts';
import { hanging } from './answer-view.ts';
import { renderMarkdown, wrapText } from './markdown.ts';
import type { Screen } from './screen.ts';

/** A scenario in a list: id, how long, what it is about, how it stands. */
interface ListedScenario {
  readonly scenario: Scenario;
  readonly standing: string;
}

/** The scenarios that there are. */
export const scenarioList = (listed: readonly ListedScenario[], { theme, width }: Screen): string =>
  listed
    .map(({ scenario: { id, title, summary, level, minutes, stages }, standing }) =>
      [
        wrapText(`${theme.accent(id)}  ${theme.strong(title)}`, width),
        ...wrapText(summary, width - 4)
          .split('\n')
          .map((line) => `    ${line}`),
        ...wrapText(`${level}, ${stages.length} stages, about ${minutes} minutes; ${standing}`, width - 4)
          .split('\n')
          .map((line) => `    ${theme.faint(line)}`),
      ].join('\n'),
    )
    .join('\n\n');

/** How a scenario begins. */
export const briefingText = ({ title, briefing, minutes }: Scenario, { theme, width }: Screen): string =>
  [
    theme.title(wrapText(title, width)),
    theme.faint(`About ${minutes} minutes.`),
    renderMarkdown(briefing, theme, width),
  ].join('\n\n');

/** A stage: where one stands, what can be looked at, what can be decided. */
export function stageText(play: Play, screen: Screen): string {
  const { stage, steps, minutes, looked } = play;
  if (!stage) return '';
  const { theme, width } = screen;
  const evidence = evidenceAt(play).map((one, i) => {
    const price = looked.includes(one.id)
      ? 'seen'
      : one.minutes === 0
        ? 'no time'
        : `${one.minutes} min of the story`;
    return hanging(`${i + 1}. `, `${one.title} (${price})`, screen);
  });
  const options = stage.options.map(({ text }, i) => hanging(`${letterOf(i)}. `, text, screen));
  return [
    theme.strong(wrapText(`Stage ${steps.length + 1}: ${stage.title}`, width)),
    theme.faint(
      wrapText(
        `The story is at ${minutes} minutes; looking and deciding cost some. You have ${clockTime(stage.limitSeconds)} to decide.`,
        width,
      ),
    ),
    renderMarkdown(stage.situation, theme, width),
    ...(evidence.length > 0 ? [[theme.faint('You can look at:'), ...evidence].join('\n')] : []),
    theme.strong(wrapText(stage.question, Math.min(width, 100))),
    options.join('\n'),
  ].join('\n\n');
}

/** What can be typed at a stage. */
export function keysText({ stage, hintsUsed }: Play, { theme, width }: Screen): string {
  const left = (stage?.hints.length ?? 0) - hintsUsed;
  const hint = left > 0 ? `h hint (${left} left) · ` : '';
  return theme.faint(wrapText(`a number looks · a letter decides · ${hint}r reads again · q leaves`, width));
}

/** How late it is: in the story, and at the stage itself. */
export const clocksText = ({ minutes, stage }: Play, seconds: number, { theme, width }: Screen): string =>
  theme.faint(
    wrapText(
      `The story: ${minutes} minutes. You: ${clockTime(seconds)} of ${clockTime(stage?.limitSeconds ?? 0)}.`,
      width,
    ),
  );

/** What a decision led to. */
export const outcomeText = ({ option }: Step, { theme, width }: Screen): string =>
  [
    theme.accent(hanging('You decided: ', option.text, { theme, width })),
    renderMarkdown(option.outcome, theme, width),
  ].join('\n\n');

/** The end: how it went, decision by decision, the wrong turns and their cost, and the reasoning. */
export function debriefText(play: Play, screen: Screen): string {
  const { scenario, steps, minutes, looked } = play;
  const { theme, width } = screen;
  const best = bestWay(scenario);
  const offered = new Set(steps.flatMap(({ stage }) => stage.evidence));
  const unseen = scenario.evidence.filter(({ id }) => offered.has(id) && !looked.includes(id));
  return [
    theme.title(wrapText(`Debrief: ${scenario.title}`, width)),
    wrapText(
      [
        `${Math.round(scoreOfPlay(play))} of 100 for the decisions; ${minutes} minutes of the story.`,
        `The best decisions alone take ${best.minutes} minutes, without a look at anything.`,
      ].join('\n'),
      width,
    ),
    ...steps.map((step, i) => stepText(step, i, screen)),
    ...(unseen.length > 0
      ? [
          wrapText(
            `You did not look at: ${unseen.map(({ title }) => title).join('; ')}.`,
            Math.min(width, 100),
          ),
        ]
      : []),
    theme.strong('The reasoning'),
    renderMarkdown(scenario.debrief, theme, width),
    ...(scenario.references.length > 0
      ? [renderMarkdown(scenario.references.map((each) => `- ${each}`).join('\n'), theme, width)]
      : []),
  ].join('\n\n');
}

function stepText(step: Step, i: number, screen: Screen): string {
  const { stage, option, seconds } = step;
  const { theme, width } = screen;
  const best = bestOption(stage);
  const late = seconds > stage.limitSeconds ? ', over the time' : '';
  const verdict =
    option === best
      ? `${option.score} of 100, the best decision`
      : `${option.score} of 100, ${option.minutes} minutes`;
  return [
    theme.strong(wrapText(`${i + 1}. ${stage.title}: ${verdict} (${gradeOfStep(step)}${late})`, width)),
    renderMarkdown(`**You:** ${option.text}\n\n${option.why}`, theme, width),
    ...(option === best ? [] : [renderMarkdown(`**Better:** ${best.text}\n\n${best.why}`, theme, width)]),
  ].join('\n\n');
}
