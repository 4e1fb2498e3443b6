// A scenario of two stages that has everything a scenario can have, and a folder to play it from.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const demoText = `---
title: The queue that grew at night
summary: A worker queue grows every night at two, and nobody changed anything.
level: beginner
minutes: 10
skills: [rca-degradation-outages]
careers: [aiops-engineer]
tags: [queue, pool]
---

## Briefing

It is 02:20. The **order queue** holds 48,000 messages and grows by 300 a minute. You are on call, alone.

## Evidence: Queue depth since midnight {#depth}

- minutes: 1
- file: depth.csv
- chart: depth over time

One line an hour.

## Evidence: What the worker logs {#log}

- minutes: 3
- file: worker.log

Waiting means that all connections are taken.

## Evidence: Who is awake {#people}

You, and nobody else.

## Stage: The first ten minutes {#first}

The pager went off two minutes ago. Nothing is lost so far: orders wait.

### Question

What do you do first?

### Evidence

depth, log, people

### Limit

4m

### Hint

What is the harm right now, and does it grow?

### Hint

Look at the log before you touch anything.

### Option: Restart all workers {#restart}

- score: 20
- minutes: 12
- next: second

The workers come back, and after four minutes they wait again.

#### Why

A restart hides what the workers were waiting for.

### Option: Read the worker log to its end, then raise the \`pool\` by half and look at the queue {#pool}

- score: 90
- minutes: 6
- next: second

The pool is exhausted by a nightly report. With 30 connections the backlog stops growing.

#### Why

The log names the scarce thing, and raising it a little can be undone.

## Stage: The backlog {#second}

The queue no longer grows, but 48,000 orders wait, and the database has room for 40 connections.

### Question

How do you bring the backlog down before the shops open at 06:00?

### Evidence

depth, people

### Hint

How many a minute must go through?

### Option: Move the report to 12:00 {#move}

- score: 100
- minutes: 5

By 05:10 the queue is empty.

#### Why

It removes the competitor.

### Option: Take all 40 connections {#all}

- score: 40
- minutes: 5
- next: end

The checkout cannot get a connection, and customers notice.

#### Why

It takes what the customers need.

## Debrief

The report and the workers shared a pool. **The log named it** in three minutes.

## References

- A book on queues
`;

const demoFiles = {
  'depth.csv': 'time,depth\n00:00,200\n01:00,210\n02:00,42000\n02:10,45000\n02:20,48000\n',
  'worker.log': '02:01 pool exhausted, waiting\n02:02 pool exhausted, waiting\n',
};

/** What lies beside the scenario. */
export const demoBeside: ReadonlySet<string> = new Set(Object.keys(demoFiles));

/** A pack with the scenario `demo-1` and no question. */
export function demoPack(home: string, text = demoText): { pack: string; rewrite: (text: string) => void } {
  const pack = join(home, 'nights');
  const folder = join(pack, 'scenarios', 'demo-1');
  mkdirSync(folder, { recursive: true });
  const rewrite = (written: string) => writeFileSync(join(folder, 'scenario.md'), written);
  rewrite(text);
  for (const [name, content] of Object.entries(demoFiles)) writeFileSync(join(folder, name), content);
  return { pack, rewrite };
}

/** A text without a part of it that must be there. */
export function edited(text: string, part: string, instead: string): string {
  if (!text.includes(part)) throw new Error(`there is no ${part} in the text`);
  return text.replace(part, () => instead);
}
