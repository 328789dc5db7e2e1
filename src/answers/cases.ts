import { type Deciding, type Draft, deciding, type Field, type Surroundings } from './field.ts';
import { fields } from './fields.ts';
import { defaultOf } from './parse.ts';

/** Some of the answers that others depend on, each with the value that it has. */
export type Case = Partial<Readonly<Record<Deciding, string | boolean>>>;

/** A result, and the cases that lead to it. */
export interface Outcome<T> {
  readonly outcome: T;
  readonly cases: readonly Case[];
}

/** Every combination of the deciding answers that can be given, in a draft each. */
export function allDrafts(surroundings: Surroundings): readonly Draft[] {
  const start = { name: 'service', surroundings } as Draft;
  return deciding.reduce<readonly Draft[]>(
    (drafts, name) =>
      drafts.flatMap((draft) =>
        decidingValues(name, draft).map((value) => ({ ...draft, [name]: value })),
      ),
    [start],
  );
}

function decidingValues(name: Deciding, draft: Draft): readonly (string | boolean)[] {
  const field: Field = fields[name];
  if (field.type === 'switch') return [false, true];
  if (field.type === 'choice') return field.choices(draft).map(({ value }) => value);
  throw new Error(`${name} decides over others, and so has to be a switch or a choice.`);
}

/**
 * Evaluates a function for all services, and describes each result by the fewest answers that it
 * depends on. A single result has one empty case.
 */
export function outcomesOf<T>(
  drafts: readonly Draft[],
  question: (draft: Draft) => T,
): readonly Outcome<T>[] {
  const rows = drafts.map((draft) => {
    const outcome = question(draft);
    return { draft, outcome, key: JSON.stringify(outcome) ?? 'undefined' };
  });
  const names = decisiveNames(rows);
  const groups = new Map<string, { outcome: T; cases: Map<string, Case> }>();
  for (const { draft, outcome, key } of rows) {
    const group = groups.get(key) ?? { outcome, cases: new Map() };
    const found = caseOf(draft, names);
    groups.set(key, group);
    group.cases.set(JSON.stringify(found), found);
  }
  return [...groups.values()].map(({ outcome, cases }) => ({
    outcome,
    cases: [...cases.values()],
  }));
}

/** Of answers that tell the same, the one that is asked first is kept. */
function decisiveNames(rows: readonly { draft: Draft; key: string }[]): readonly Deciding[] {
  const isEnough = (names: readonly Deciding[]) => {
    const seen = new Map<string, string>();
    return rows.every(({ draft, key }) => {
      const place = JSON.stringify(caseOf(draft, names));
      const other = seen.get(place) ?? key;
      seen.set(place, other);
      return other === key;
    });
  };
  return deciding.reduceRight<readonly Deciding[]>((names, name) => {
    const others = names.filter((other) => other !== name);
    return isEnough(others) ? others : names;
  }, deciding);
}

function caseOf(draft: Draft, names: readonly Deciding[]): Case {
  return Object.fromEntries(names.map((name) => [name, draft[name]]));
}

/** The default of a deciding answer, and the answers that it depends on. */
export function defaultsOf(name: Deciding, drafts: readonly Draft[]) {
  return outcomesOf(drafts, (draft) => defaultOf(fields[name], draft));
}
