import { execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { freshHome, keys, pastDoubleTap, pause, program, root, sit } from '../pty.ts';
import { exported, run } from '../run.ts';

const pack = join(root, 'test', 'fixtures', 'kinds.md');
const fixed = ['--now', '2026-12-01T09:00:00Z', '--seed', '7'];
const plan =
  'name: kinds\nblocks:\n  - id: [budget, signal, several, order, cloze, percentiles]\n    order: file\n    answer: typed\n';

/** A home with a plan over the fixture's six kinds. */
function withPlan(text = plan) {
  const { env, home } = freshHome();
  const file = join(home, 'plan.yaml');
  writeFileSync(file, text);
  const args = ['--pack', pack, 'drill', file, ...fixed];
  const write = (name: string, content: string): string => {
    writeFileSync(join(home, name), content);
    return join(home, name);
  };
  return { env, home, args, write };
}

const letters = (template: string, id: string): Record<string, string> => {
  const block =
    template
      .slice(0, template.indexOf(`\nkinds/${id}:`))
      .split('\n\n')
      .at(-1) ?? '';
  return Object.fromEntries(
    [...block.matchAll(/^# ([a-z])\. (.*)$/gm)].map(([, letter = '', text = '']) => [text, letter]),
  );
};

/** Right answers to everything, from the template that the seed selects. */
function rightAnswers(template: string): string {
  const signal = letters(template, 'signal');
  const several = letters(template, 'several');
  const order = letters(template, 'order');
  const [, slo = '', days = ''] =
    /a ([\d.]+) % availability objective over (\d+) days/.exec(template.replace(/\n# /g, ' ')) ?? [];
  return JSON.stringify({
    budget: {
      number: `${(Number(days) * 1440 * (1 - Number(slo) / 100)).toFixed(2)} minutes`,
      seconds: 12.5,
    },
    signal: signal['A gauge of queue length'],
    several: [several['It only goes up, or back to zero.'], several['`rate` copes with its resets.']],
    order: ['Notice that customers are hurt', 'Stop the harm', 'Find the cause', 'Write the postmortem'].map(
      (text) => order[text],
    ),
    cloze: ['rate', 'counter', 'quantile'],
    percentiles: {
      text: 'A percentile hides how many values lie behind it, so one has to merge the histograms first.',
      hints: 1,
      seconds: 40,
    },
  });
}

describe('a drill from an answers file', () => {
  test('takes a filled template, every kind right, and scores it in full', () => {
    const { env, args, write } = withPlan();
    const template = run([...args, '--template'], { env }).out;
    expect(run([...args, '--template'], { env }).out).toBe(template);
    const answers = write('answers.json', rightAnswers(template));
    const { code, out } = run([...args, '--answers', answers, '--format', 'json'], { env });
    const result = JSON.parse(out);
    expect(code).toBe(0);
    expect(result).toMatchObject({
      plan: 'kinds',
      seed: 7,
      complete: true,
      score: 100,
      passed: true,
      saved: false,
      failUnder: null,
    });
    expect(
      result.items.map(({ id, kind, grade, seconds }: Record<string, unknown>) => [id, kind, grade, seconds]),
    ).toEqual([
      ['budget', 'number', 'easy', 12.5],
      ['signal', 'choice', 'easy', 0],
      ['several', 'choice', 'easy', 0],
      ['order', 'order', 'easy', 0],
      ['cloze', 'cloze', 'easy', 0],
      ['percentiles', 'open', 'good', 40],
    ]);
    expect(new Date(result.endedAt).getTime() - new Date(result.startedAt).getTime()).toBe(52_500);
    expect(exported(env, '--pack', pack).reviews).toEqual([]);
    const validate = new Ajv({ allowUnionTypes: true, validateFormats: false }).compile(
      JSON.parse(readFileSync(join(root, 'schema', 'hotseat-drill.schema.json'), 'utf8')),
    );
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  });

  test('reads stdin, skips what is unanswered, and says what it did not ask', () => {
    const { env, args } = withPlan();
    const { code, out, err } = run([...args, '--answers', '-', '--json'], {
      env,
      input: 'signal: A gauge of queue length\nother: x\n',
    });
    const result = JSON.parse(out);
    expect(code).toBe(0);
    expect(result).toMatchObject({ complete: true, passed: true, score: 16.7 });
    expect(result.items[0]).toMatchObject({ id: 'budget', skipped: true, score: 0 });
    expect(err).toContain('passed over: other');
  });

  test('keeps its answers only when told to, and says who answered', () => {
    const { env, args } = withPlan();
    const input = 'signal: A gauge of queue length\n';
    run([...args, '--answers', '-', '--save', '--as', 'nightly'], { env, input });
    expect(exported(env, '--pack', pack).reviews).toMatchObject([
      { item: 'kinds/signal', grade: 'easy', score: 100, by: 'nightly' },
    ]);
    expect(run(['--pack', pack, ...fixed], { env }).out).not.toContain('streak');
  });

  test.each([
    [['--fail-under', '10'], 0],
    [['--fail-under', '50'], 1],
    [['--fail-under', 'quick=16'], 0],
    [['--fail-under', 'Quick=17'], 1],
    [['--fail-under', 'Nothing=1'], 1],
    [['--fail-under', '101'], 2],
    [['--fail-under', 'x'], 2],
    [['--format', 'jnit'], 2],
    [['--protocol', 'grpc'], 2],
  ])('%j ends with %i', (more, code) => {
    const { env, args } = withPlan();
    expect(
      run([...args, '--answers', '-', ...more], { env, input: 'signal: A gauge of queue length' }).code,
    ).toBe(code);
  });

  test('every format goes to a file as to stdout', () => {
    const { env, args, home } = withPlan();
    for (const format of ['text', 'json', 'junit', 'tap', 'markdown']) {
      const file = join(home, `result.${format}`);
      const common = [...args, '--answers', '-', '--format', format];
      expect(run([...common, '--output', file], { env, input: '{}' }).out).toBe('');
      expect(readFileSync(file, 'utf8')).toBe(run(common, { env, input: '{}' }).out);
    }
  });

  test.each([
    ['signal: d\n', /stdin:1:\d+ the answer to signal: "d" is none of a, b, c/],
    ['signal: {letter: a}\n', /unknown key `letter`/],
    ['- a\n', /expected a map/],
    ['signal: [a\n', /stdin:\d+:\d+ /],
  ])('%j is refused with its place', (input, message) => {
    const { env, args } = withPlan();
    const { code, err } = run([...args, '--answers', '-'], { env, input });
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test('a plan with faults, an unknown plan and an empty one say what to do', () => {
    const broken = withPlan('name: x\nblocks:\n  - cuont: 3\n');
    expect(run(broken.args, broken).err).toMatch(/plan\.yaml:3:5 unknown key `blocks\.0\.cuont`[\s\S]*count/);
    expect(run(['drill', 'dialy']).err).toMatch(/Did you mean "daily"[\s\S]*interview/);
    const nothing = withPlan('name: x\nblocks: [{due: true}]\n');
    expect(run(nothing.args, nothing)).toMatchObject({
      code: 2,
      err: expect.stringContaining('selects no question'),
    });
    expect(run(['drill']).out).toMatch(/^daily {2}.*\ninterview .*\noncall .*\nwarmup .*\n$/);
    for (const line of run(['drill']).out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('a drill at the terminal', () => {
  test('is sat as a session, kept, and ends with the result on stdout', async () => {
    const { env, args } = withPlan('name: two\nblocks:\n  - id: [signal, percentiles]\n    order: file\n');
    const s = sit(args, { env });
    await s.sees('1/2');
    s.send(keys.enter);
    await s.sees('Nothing is picked');
    await pause(300);
    s.send(keys.enter);
    await s.sees('Enter takes again');
    s.send('1');
    await s.sees('2/2');
    s.send(keys.enter);
    await s.sees(/Key points.*Enter takes again/);
    s.send('3');
    await s.sees('Drill passed: 40.0 of 100.');
    expect((await s.exit).code).toBe(0);
    expect(exported(env, '--pack', pack).reviews).toHaveLength(2);
  });

  test('that is quit is incomplete: exit 1, what was graded is kept; --no-save keeps nothing', async () => {
    for (const [more, kept] of [
      [[], 1],
      [['--no-save'], 0],
    ] as const) {
      const { env, args } = withPlan();
      const s = sit([...args, ...more], { env });
      await s.sees('1/6');
      s.send(`1${keys.enter}`);
      await s.sees(/Enter takes \w+/);
      await pastDoubleTap();
      s.send(keys.enter);
      await s.sees('2/6');
      s.send('q');
      await s.sees('5 of 6 questions had no answer.');
      expect((await s.exit).code).toBe(1);
      expect(exported(env, '--pack', pack).reviews).toHaveLength(kept);
    }
  });

  test('that is strict shows no answer before there was time to try, and cuts a typed one off', async () => {
    const { env, args } = withPlan(
      'name: hard\nstrict: true\nblocks:\n  - id: [percentiles]\n    answer: spoken\n    limit: 6s\n    hints: false\n  - id: [budget]\n    limit: 2s\n',
    );
    const s = sit(args, { env });
    await s.sees('1/2');
    expect(s.screen()).not.toContain('hint');
    s.send(keys.enter);
    await s.sees('Answer first: the answer can be shown in');
    await s.sees('Key points'); // the limit cuts the spoken answer off
    s.send('1');
    await s.sees('2/2');
    s.send('12');
    await s.sees(/You said 12\./);
    s.send('q');
    expect((await s.exit).code).toBe(1);
  });
});

describe('a drill over JSON Lines', () => {
  const schema = new Ajv({ allowUnionTypes: true, strict: false }).compile(
    JSON.parse(readFileSync(join(root, 'schema', 'hotseat-protocol.schema.json'), 'utf8')),
  );

  /** Talks to a drill: each message is answered by what `reply` gives. */
  async function talk(
    env: Record<string, string>,
    args: string[],
    reply: (message: Record<string, never>) => object | string | undefined,
  ) {
    const child = spawn(process.execPath, [program, ...args, '--protocol', 'jsonl'], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const messages: Record<string, never>[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const message = JSON.parse(line);
      expect(schema(message), `${line}\n${JSON.stringify(schema.errors)}`).toBe(true);
      messages.push(message);
      const answer = reply(message);
      if (answer === 'end') child.stdin.end();
      else if (answer !== undefined)
        child.stdin.write(`${typeof answer === 'string' ? answer : JSON.stringify(answer)}\n`);
    }
    const code = await new Promise((resolve) =>
      child.exitCode === null ? child.once('exit', resolve) : resolve(child.exitCode),
    );
    return { code, messages, types: messages.map(({ type }) => type) };
  }

  test('asks, hints, survives nonsense, grades after keeping, sums up', async () => {
    const { env, args } = withPlan();
    let kept = -1;
    const { code, messages, types } = await talk(env, [...args, '--save'], (message) => {
      if (message.type === 'question')
        return message.id === 'kinds/budget' ? 'nonsense' : { type: 'skip', id: message.id };
      if (message.type === 'error') return { type: 'hint', id: 'kinds/budget' };
      if (message.type === 'hint') return { type: 'answer', id: 'kinds/budget', answer: 1 };
      if (message.type === 'graded' && message.id === 'kinds/budget')
        kept = exported(env, '--pack', pack).reviews.length;
      return undefined;
    });
    expect(code).toBe(0);
    expect(types.slice(0, 6)).toEqual(['start', 'question', 'error', 'hint', 'graded', 'question']);
    expect(types.at(-1)).toBe('summary');
    expect(kept).toBe(1);
    expect(messages.at(-1)).toMatchObject({ complete: true, passed: true, saved: true, score: 0 });
    expect(exported(env, '--pack', pack).reviews).toMatchObject([{ by: 'script', hintsUsed: 1 }]);
  });

  test.each([
    ['quit', { type: 'quit' }],
    ['the end of input', 'end'],
  ])('%s ends it as incomplete, exit 1', async (_name, last) => {
    const { env, args } = withPlan();
    const { code, messages } = await talk(env, args, ({ type }) => (type === 'question' ? last : undefined));
    expect(code).toBe(1);
    expect(messages.at(-1)).toMatchObject({ type: 'summary', complete: false, passed: false });
  });

  test('silence ends it, and a question over its limit is told once', async () => {
    const { env, args } = withPlan('name: x\nblocks: [{id: [signal], limit: 1s}]\n');
    const { code, types } = await talk(env, [...args, '--idle', '2s'], () => undefined);
    expect(types).toEqual(['start', 'question', 'timeout', 'summary']);
    expect(code).toBe(1);
  });

  test('the example client sits a drill', async () => {
    const { env, args, home } = withPlan('name: x\nblocks: [{id: [signal, order], order: file}]\n');
    mkdirSync(join(home, 'bin'));
    const child = promisify(execFile)(
      process.execPath,
      [join(root, 'examples', 'client.mjs'), ...args.slice(3), '--pack', pack],
      {
        env: { ...env, HOTSEAT: program },
      },
    );
    child.child.stdin?.end('?\nA gauge of queue length\n\n');
    const { stdout } = await child.catch((error) => error);
    expect(stdout).toContain('easy, 100 of 100');
    expect(stdout).toMatch(/Score 50, passed/);
  });
});

describe('a model', () => {
  const serve = (
    reply: (prompt: string) => { status?: number; content?: string },
  ): Promise<{ server: Server; url: string; asked: string[] }> =>
    new Promise((resolve) => {
      const asked: string[] = [];
      const server = createServer((request, response) => {
        let body = '';
        request.on('data', (part) => {
          body += part;
        });
        request.on('end', () => {
          const prompt = JSON.parse(body).messages.at(-1).content;
          asked.push(`${request.url} ${prompt}`);
          const { status = 200, content } = reply(prompt);
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(JSON.stringify({ choices: [{ message: { content } }] }));
        });
      });
      server.listen(0, '127.0.0.1', () =>
        resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked }),
      );
    });
  // Not spawnSync: the server lives in this process.
  const drill = (args: string[], env: Record<string, string>) =>
    promisify(execFile)(process.execPath, [program, ...args], { env }).catch(
      (error) => error as { stdout: string; stderr: string },
    );

  test('can sit a drill as any OpenAI-compatible endpoint', async () => {
    const { server, url, asked } = await serve((prompt) => ({
      content: prompt.includes('cheapest') ? 'A gauge of queue length' : '7',
    }));
    const { env, args } = withPlan('name: x\nblocks: [{id: [budget, signal], order: file}]\n');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(root, 'examples', 'model-client.mjs'), ...args.slice(3), '--pack', pack],
      {
        env: { ...env, HOTSEAT: program, OPENAI_BASE_URL: url },
      },
    );
    server.close();
    expect(asked).toHaveLength(2);
    expect(stdout).toContain('kinds/signal: easy, 100');
    expect(stdout).toContain('Score 50, passed');
  });

  const said = 'Traffic differs between the two, and the mean of them knows nothing of that at all.';
  const opinion = (quote: string) =>
    JSON.stringify({
      points: [
        { number: 1, covered: true, quote },
        { number: 2, covered: false, quote: '' },
      ],
    });
  const graded = async (content: string | undefined, status = 200) => {
    const { server, url, asked } = await serve(() => ({
      status,
      ...(content === undefined ? {} : { content }),
    }));
    const { env, args, write } = withPlan('name: x\nblocks: [{id: [percentiles]}]\n');
    const file = write('a.yaml', `percentiles: "${said}"\n`);
    const { stdout, stderr } = await drill([...args, '--answers', file, '--json', '--grader', url], env);
    server.close();
    return { item: JSON.parse(stdout).items[0], stderr, asked };
  };

  test('gives a second opinion when asked for, with words of the answer as evidence', async () => {
    const { item, asked } = await graded(`Here you are:\n${opinion('Traffic differs between the two')}`);
    expect(asked[0]).toContain(said);
    expect(item).toMatchObject({ score: 50, remark: "A model's opinion; by coverage it is 0." });
  });

  test('whose quotation is not in the answer is not believed', async () => {
    expect((await graded(opinion('Volumes differ'))).item.score).toBe(0);
    expect((await graded(opinion('traffic'))).item.score).toBe(0);
  });

  test.each([
    ['no JSON', 'I think so', 200],
    ['no points', '{}', 200],
    ['a refusal', opinion('x y'), 500],
    ['nothing', undefined, 200],
  ])('that answers with %s is passed over, and that is said', async (_name, content, status) => {
    const { item, stderr } = await graded(content, status);
    expect(item.score).toBe(0);
    expect(item.remark ?? undefined).toBeUndefined();
    expect(stderr).toMatch(/No second opinion on percentiles .*graded by coverage/);
  });
});
