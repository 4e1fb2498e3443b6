import { parseDuration } from '../bank/duration.ts';
import type { Scenario } from '../bank/scenario.ts';
import { escapeDeep, escapeText, withLineFeeds } from './escape.ts';
import { splitFrontMatter } from './front-matter.ts';
import type { Locate, Problem } from './problem.ts';
import { isMap } from './question.ts';
import { scenarioFaults } from './scenario-faults.ts';
import { parseScenarioBody } from './scenario-markdown.ts';
import { scenarioSchema, type WrittenScenario } from './scenario-schema.ts';
import { validate } from './validate.ts';
import { parseYaml } from './yaml.ts';

const usualLimit = 300;

interface Written {
  readonly data: unknown;
  readonly locate: Locate;
  readonly problems: readonly Problem[];
}

/**
 * Reads `scenarios/<id>/scenario.md` or `.yaml`. Every fault is collected; a scenario with an error is none.
 *
 * @param files the files beside it, to see that evidence exists.
 */
export function parseScenario(
  source: string,
  file: string,
  pack: string,
  files: ReadonlySet<string>,
): { scenario?: Scenario; problems: readonly Problem[] } {
  const text = withLineFeeds(source);
  const { data, locate, problems } = /\.md$/i.test(file) ? fromMarkdown(text, file) : fromYaml(text, file);
  if (problems.length > 0) return { problems };
  const { output, problems: misfits } = validate(scenarioSchema, data, file, locate);
  if (!output) return { problems: misfits };
  const faults = scenarioFaults(output, files).map(
    ({ path, ...fault }): Problem => ({ file, ...locate(path), ...fault }),
  );
  if (faults.some(({ severity }) => severity === 'error')) return { problems: faults };
  return { scenario: toScenario(output, file, pack, locate), problems: faults };
}

function fromMarkdown(text: string, file: string): Written {
  const { front, body, bodyStart } = splitFrontMatter(escapeText(text), file);
  const read = parseScenarioBody(body, file, bodyStart);
  const locate: Locate = (path, part) =>
    isMap(front.value) && path[0] !== undefined && path[0] in front.value
      ? front.locate(path, part)
      : read.locate(path, part);
  const shared = isMap(front.value) ? front.value : {};
  return { data: { ...shared, ...read.data }, locate, problems: [...front.problems, ...read.problems] };
}

function fromYaml(text: string, file: string): Written {
  const { value, locate, problems } = parseYaml(text, file);
  return { data: escapeDeep(value), locate, problems };
}

function toScenario(written: WrittenScenario, file: string, pack: string, locate: Locate): Scenario {
  const { level = 'intermediate', skills = [], careers = [], tags = [], references = [] } = written;
  const { title, summary, minutes, briefing, debrief } = written;
  return {
    id: file.replace(/\/[^/]*$/, '').replace(/^.*\//, ''),
    pack,
    ...{ title, summary, level, minutes, skills, careers, tags, briefing },
    evidence: (written.evidence ?? []).map(({ id, title, minutes = 0, text = '', file, chart }) => ({
      ...{ id, title, minutes, text },
      ...(file === undefined ? {} : { file }),
      ...(chart === undefined ? {} : { chart }),
    })),
    stages: written.stages.map(({ limit, evidence = [], hints = [], options, ...stage }, i) => ({
      ...stage,
      evidence,
      hints,
      limitSeconds: limit === undefined ? usualLimit : (parseDuration(limit) ?? usualLimit),
      options: options.map(({ minutes = 0, next, ...option }) => ({
        ...option,
        minutes,
        ...(next === undefined || next === 'end' ? {} : { next }),
      })),
      line: locate(['stages', i]).line,
    })),
    debrief,
    references,
    source: { file, line: 1 },
  };
}
