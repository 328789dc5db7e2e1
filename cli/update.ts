import { relative, resolve } from 'node:path';
import { printable } from '../src/printable.ts';
import { Refusal } from '../src/refusal.ts';
import type { Arguments } from './arguments.ts';
import { exitCodeOf, runServices, type ServicesRun, writeServices } from './new/new.ts';
import { report } from './new/report.ts';
import type { Outcome } from './outcome.ts';

/** A project that could not be updated. */
interface Failure {
  readonly folder: string;
  readonly error: Refusal;
}

/**
 * hardened-container update: writes projects again, with their stored answers. Of several, each is updated
 * or not on its own.
 *
 * @throws Refusal with a sentence where the only project can't be updated.
 */
export async function update(
  typedArguments: Arguments,
  typed: readonly string[],
): Promise<Outcome> {
  const { operands } = typedArguments;
  if (operands.length < 2) return writeServices(typedArguments, typed);
  const runs: ServicesRun[] = [];
  const failures: Failure[] = [];
  for (const operand of operands)
    try {
      runs.push(await runServices({ ...typedArguments, operand }, typed));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failures.push({ folder: resolve(operand), error });
    }
  return outcomeOf(runs, failures);
}

function outcomeOf(runs: readonly ServicesRun[], failures: readonly Failure[]): Outcome {
  const [first] = runs;
  const services = runs.flatMap(({ written }) => written);
  const done = first && report(services, [], { ...first.printing, isOfSeveral: true });
  const lines = failures.map(
    ({ folder, error }) => `${printable(relative('.', folder) || '.')}: ${error.message}`,
  );
  return {
    text: [...(done ? [done.text] : []), lines.join('\n')].filter(Boolean).join('\n\n'),
    data: {
      ...(done ? done.data : { services: [] }),
      errors: failures.flatMap(({ folder, error }) =>
        error.details.map((detail) => ({ folder, ...detail })),
      ),
    },
    exitCode: Math.max(exitCodeOf(services), ...failures.map(({ error }) => error.code)),
  };
}
