import type { Command } from 'commander';
import { examples, type Run, unknownCommand } from './options.ts';

/** Commands on generated and recorded incidents. */
export function addIncident(program: Command, run: Run): void {
  const incident = program
    .command('incident')
    .description('incidents that a seed breaks or somebody recorded: look, measure, export')
    .usage('[options] [command]')
    .argument('[command]')
    .option('--from <dir>', "a recorded incident's evidence (PetShop's layout, RCAEval's CSV layout)")
    .option('--service <name>', 'with --from: only what concerns this service')
    .addHelpText(
      'after',
      examples(
        'hotseat incident bench --seeds 1..200',
        'hotseat incident --from petshop/high_traffic/test/issue_3',
      ),
    )
    .action(
      run(async (world, command) => {
        const [word] = command.args;
        if (word !== undefined) throw unknownCommand(word, command);
        const { from, service } = command.opts();
        if (from === undefined) return (await import('../commands/incident.ts')).incident(world);
        return (await import('../commands/incident-from.ts')).incidentFrom(world, from, { service });
      }),
    );
  addBench(incident, run);
  addEvidence(incident, run);
  addExport(incident, run);
}

// Options of the group are taken wherever they stand, so a command reads its own with `optsWithGlobals`; its help
// shows them once.
const subcommand = (incident: Command, name: string): Command =>
  incident.command(name).configureHelp({
    showGlobalOptions: true,
    visibleGlobalOptions: () => [...(incident.parent?.options ?? [])],
  });

function addBench(incident: Command, run: Run): void {
  subcommand(incident, 'bench')
    .description('the gauge: what simple methods score')
    .option('--seeds <range>', 'generated incidents: 1..200 (1..50)')
    .option('--level <level>', 'of this level: easy, medium, hard or other')
    .option('--from <dir>', 'recorded incidents instead')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples(
        'hotseat incident bench --seeds 1..200',
        'hotseat incident bench --seeds 1..50 --level hard --json',
        'hotseat incident bench --from petshop/high_traffic',
      ),
    )
    .action(
      run(async (world, command) =>
        (await import('../commands/incident-bench.ts')).incidentBench(world, command.optsWithGlobals()),
      ),
    );
}

function addExport(incident: Command, run: Run): void {
  subcommand(incident, 'export')
    .description('the evidence of an incident as files for other tools')
    .requiredOption('--to <format>', 'otlp, openmetrics or csv')
    .requiredOption('-o, --output <dir>', 'the folder that they go to')
    .option('--level <level>', 'the seed counts incidents of this level: easy, medium, hard or other')
    .addHelpText(
      'after',
      examples(
        'hotseat incident export --seed 7 --to openmetrics --output incident',
        'hotseat incident export --seed 7 --level hard --to otlp --output incident',
      ),
    )
    .action(
      run(async (world, command) =>
        (await import('../commands/incident-export.ts')).incidentExport(world, command.optsWithGlobals()),
      ),
    );
}

function addEvidence(incident: Command, run: Run): void {
  subcommand(incident, 'show')
    .description('the evidence of a generated incident, as a plain listing')
    .option('--level <level>', 'the N-th incident of this level: easy, medium, hard or other')
    .option('--view <view>', 'alerts, topology, service, traces, logs, changes, metrics or profile')
    .option('--service <name>', 'only what concerns this one')
    .addHelpText(
      'after',
      examples(
        'hotseat incident show --seed 7',
        'hotseat incident show --seed 7 --view topology',
        'hotseat incident show --seed 7 --view service --service checkout',
      ),
    )
    .action(
      run(async (world, command) =>
        (await import('../commands/incident-show.ts')).incidentShow(world, command.optsWithGlobals()),
      ),
    );
  subcommand(incident, 'truth')
    .description('the answer sheet of a generated incident, for teachers')
    .option('--level <level>', 'the N-th incident of this level: easy, medium, hard or other')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      examples('hotseat incident truth --seed 7', 'hotseat incident truth --seed 7 --level hard --json'),
    )
    .action(
      run(async (world, command) =>
        (await import('../commands/incident-truth.ts')).incidentTruth(world, command.optsWithGlobals()),
      ),
    );
}
