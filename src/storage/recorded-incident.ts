import { isUtf8 } from 'node:buffer';
import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../bank/user-error.ts';
import { escapeDeep, escapeText, withLineFeeds } from '../content/escape.ts';
import {
  petShopCase,
  petShopGraph,
  petShopMetrics,
  petShopTarget,
  rowOfAlert,
} from '../incident/gauge/petshop.ts';
import { rcaEvalCase, rcaEvalMetrics, rcaEvalTime, rcaEvalTruth } from '../incident/gauge/rcaeval.ts';
import type { RecordedIncident, RecordedMetrics } from '../incident/gauge/recorded.ts';
import { readRegularFile } from './pack-files.ts';

/** A recorded incident that was found and not read yet. */
export interface Recording {
  /** Its folder, below the one that was named. */
  readonly name: string;
  /** @throws UserError with the place of a fault in its files. */
  readonly read: () => RecordedIncident;
}

const maxBytes = 64e6;
const maxDepth = 6;

// RCAEval's own names for its metrics, the selected ones first.
const rcaEvalFiles = ['simple_metrics.csv', 'metrics.csv', 'simple_data.csv', 'data.csv'];

/**
 * The recorded incidents in a folder and below, in order of their names: PetShop's layout or RCAEval's.
 *
 * @throws UserError when there is none.
 */
export function recordingsIn(path: string): Recording[] {
  const healthy = new Map<string, RecordedMetrics>();
  const found = incidentFolders(path, maxDepth)
    .map((folder) => ({ name: nameOf(path, folder), folder }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  if (found.length === 0) {
    throw new UserError(
      `there is no recorded incident in ${path}`,
      "Name a folder in PetShop's layout (graph.csv, noissue, …) or RCAEval's (inject_time.txt beside metrics).",
    );
  }
  return found.map(({ name, folder }) => ({
    name,
    read: () => (isPetShop(folder) ? readPetShop(folder, name, healthy) : readRcaEval(folder, name)),
  }));
}

const isPetShop = (folder: string): boolean => existsSync(join(folder, 'target.json'));

const nameOf = (path: string, folder: string): string =>
  escapeText((relative(path, folder) || lastTwo(folder)).split(sep).join('/'));

const lastTwo = (folder: string): string =>
  join(basename(dirname(resolve(folder))), basename(resolve(folder)));

// Links are passed over: they could lead in circles.
function incidentFolders(folder: string, depth: number): string[] {
  const entries = list(folder);
  const has = (name: string) => entries.some((entry) => entry.name === name && entry.isFile());
  if ((has('target.json') && has('metrics.csv')) || has('inject_time.txt')) return [folder];
  if (depth === 0) return [];
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) => incidentFolders(join(folder, name), depth - 1));
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new UserError(
      `the folder ${folder} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
      'Name a folder that holds recorded incidents.',
    );
  }
}

/** The graph and the healthy day lie two folders up: `<set>/<split>/issue_N`. */
function readPetShop(folder: string, name: string, kept: Map<string, RecordedMetrics>): RecordedIncident {
  const set = resolve(folder, '..', '..');
  const healthy = kept.get(set) ?? parsed(join(set, 'noissue', 'metrics.csv'), petShopMetrics);
  kept.set(set, healthy);
  const metrics = parsed(join(folder, 'metrics.csv'), petShopMetrics);
  const edges = parsed(join(set, 'graph.csv'), petShopGraph);
  const target = parsed(join(folder, 'target.json'), (text, file) => petShopTarget(json(text, file), file));
  return {
    name,
    layout: 'PetShop',
    case: petShopCase(target, edges, healthy, metrics),
    metrics,
    healthy,
    at: target.at,
    since: rowOfAlert(metrics, target.at),
    truth: { cause: target.cause, fault: target.metric },
  };
}

function readRcaEval(folder: string, name: string): RecordedIncident {
  const file = rcaEvalFiles.find((one) => existsSync(join(folder, one)));
  const metrics = parsed(join(folder, file ?? 'metrics.csv'), rcaEvalMetrics);
  const at = parsed(join(folder, 'inject_time.txt'), rcaEvalTime);
  const truth = rcaEvalTruth(escapeText(basename(dirname(resolve(folder)))), metrics);
  const of = rcaEvalCase(metrics, at);
  return { name, layout: 'RCAEval', case: of, metrics, at, since: of.breach, ...(truth && { truth }) };
}

const parsed = <T>(path: string, parse: (text: string, file: string) => T): T =>
  parse(textOf(path), escapeText(path));

function textOf(path: string): string {
  const bytes = bytesOf(path);
  if (typeof bytes === 'number')
    throw unreadable(path, `is ${Math.round(bytes / 1e6)} MB; ${maxBytes / 1e6} MB is the most`);
  if (!bytes || !isUtf8(bytes)) throw unreadable(path, 'is no text file in UTF-8');
  return escapeText(withLineFeeds(bytes.toString()));
}

function bytesOf(path: string): Buffer | number | undefined {
  try {
    return readRegularFile(path, maxBytes);
  } catch (error) {
    throw unreadable(path, `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
  }
}

function json(text: string, file: string): unknown {
  try {
    return escapeDeep(JSON.parse(text));
  } catch (error) {
    throw unreadable(file, `is no JSON: ${(error as Error).message}`);
  }
}

const unreadable = (path: string, why: string): UserError =>
  new UserError(`${path} ${why}`, 'Fetch the recording again.');
