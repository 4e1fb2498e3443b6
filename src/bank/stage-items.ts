import type { StageItem } from './item.ts';
import { bestOption, type Scenario, type Stage } from './scenario.ts';

/** The category that all stages stand in. */
export const scenarioCategory = 'Scenarios';

// From here on a decision counts as right.
const good = 80;

/** The stages of a scenario as items: what the schedule brings back, and plans and programs can deal. */
export const stageItems = (scenario: Scenario): StageItem[] =>
  scenario.stages.map((stage, i) => stageItem(scenario, stage, i === 0));

function stageItem(scenario: Scenario, stage: Stage, opening: boolean): StageItem {
  const { id, pack, level, tags, skills, careers, title, summary } = scenario;
  const best = bestOption(stage);
  const folder = scenario.source.file.replace(/[^/]*$/, '');
  const evidence = scenario.evidence.filter((one) => stage.evidence.includes(one.id));
  return {
    id: `${id}/${stage.id}`,
    pack,
    kind: 'stage',
    opening,
    category: scenarioCategory,
    level,
    title: `${title}: ${stage.title}`,
    ...{ tags, skills, careers },
    prompt: [
      `**${title}.** ${summary}`,
      opening ? scenario.briefing : '',
      stage.situation,
      `**${stage.question}**`,
      `(\`hotseat scenario ${id}\` has the evidence.)`,
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    hints: stage.hints,
    keyPoints: [],
    answer: `**${best.text}**\n\n${best.why}`,
    rubric: '',
    anatomy: '',
    weakAnswers: [],
    followUps: [],
    references: scenario.references,
    limits: { spoken: stage.limitSeconds, typed: stage.limitSeconds },
    source: { file: scenario.source.file, line: stage.line },
    choices: stage.options.map(({ text, score, why }) => ({ text, correct: score >= good, why })),
    scores: stage.options.map(({ score }) => score),
    evidence: evidence.map(({ id: own, title: name, text, file }) => ({
      ...{ id: own, title: name, text },
      ...(file === undefined ? {} : { file: `${folder}${file}` }),
    })),
  };
}
