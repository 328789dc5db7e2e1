import type { Verdict } from '../hardening/option.ts';

/**
 * The answers that what is legal may depend on, in the order of the fields. Each has few values:
 * the schema of an answers file goes through all their combinations.
 */
export const deciding = ['allowEol', 'source', 'language', 'kind', 'base', 'preset'] as const;
export type Deciding = (typeof deciding)[number];

/** What a field's default and choices may depend on: the answers declared before it, and where it is asked. */
export interface Draft extends Readonly<Record<Exclude<Deciding, 'allowEol'>, string>> {
  readonly name: string;
  readonly allowEol: boolean;
  readonly surroundings: Surroundings;
}

/** What is known before anything is answered. */
export interface Surroundings {
  /** Name of the folder that a project without a name is written to. */
  readonly folder: string;
  /** The day, as YYYY-MM-DD: decides what is past its end of life. */
  readonly today: string;
}

export interface Choice {
  readonly value: string;
  readonly title: string;
  readonly why: string;
}

/** What can be chosen, as a prompt offers it. */
export const asChoice = ({
  id,
  title,
  why,
}: {
  id: string;
  title: string;
  why: string;
}): Choice => ({
  value: id,
  title,
  why,
});

/** Values that are refused although they have the right form, and why: the end of a sentence. */
export interface Refused {
  readonly pattern: RegExp;
  readonly reason: string;
}

/** The headings of --help, in its order. */
export const groups = {
  service: 'The service',
  image: 'The image',
  hardening: 'Hardening',
  program: 'An existing program',
} as const;

interface Common {
  /** Heading that --help lists it under. */
  readonly group: keyof typeof groups;
  /** One line for --help. */
  readonly help: string;
  /** The question of the prompts; a field without one is set by its flag only. */
  readonly question?: string;
  /** What a summary calls it, if that isn't its question. */
  readonly label?: string;
  /** Whether the question follows on the extras that were chosen; absent where it is always asked. */
  readonly follows?: (extras: readonly string[]) => boolean;
  /** Whether it is meant for such a service; else the reason why not. */
  readonly applies?: (draft: Draft) => Verdict;
  /** Earlier fields whose change makes a stored answer void. */
  readonly dependsOn?: readonly (keyof Draft)[];
  /** Its value if only another answer is given, so that nobody has to give both. */
  readonly implied?: { readonly by: string; readonly value: string };
}

export interface TextField extends Common {
  readonly type: 'text';
  readonly pattern: RegExp | ((draft: Draft) => RegExp);
  /** What is allowed, as the end of a sentence: "use …". */
  readonly allowed: string | ((draft: Draft) => string);
  readonly default: (draft: Draft) => string;
}

export interface IntegerField extends Common {
  readonly type: 'integer';
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number | ((draft: Draft) => number);
}

export interface ChoiceField<Value extends string = string> extends Common {
  readonly type: 'choice';
  readonly choices: (draft: Draft) => readonly Choice[];
  readonly default: (draft: Draft) => Value;
  readonly refuses?: (draft: Draft) => readonly Refused[];
  /** Form of values that may exist and aren't among the choices, and the error for them, which suggests no spelling. */
  readonly unlisted?: (draft: Draft) => Refused;
  /** Pattern of other accepted values in addition to the choices, if any. */
  readonly pattern?: (draft: Draft) => RegExp | undefined;
  /** Never read: carries the type of the value. */
  readonly value?: Value;
}

export interface SetField<Value extends string = string> extends Common {
  readonly type: 'set';
  readonly choices: (draft: Draft) => readonly Choice[];
  /** The choices that a prompt offers, if not all of them. */
  readonly offers?: (draft: Draft) => readonly Choice[];
  readonly default: (draft: Draft) => readonly Value[] | undefined;
  readonly value?: Value;
}

export interface ListField extends Common {
  readonly type: 'list';
  readonly pattern: RegExp;
  readonly allowed: string;
}

export interface SwitchField extends Common {
  readonly type: 'switch';
}

export type Field = TextField | IntegerField | ChoiceField | SetField | ListField | SwitchField;

/** The type of a field's value, once parsed. */
export type ValueOf<F> =
  F extends ChoiceField<infer Value>
    ? Value
    : F extends SetField<infer Value>
      ? readonly Value[] | undefined
      : F extends ListField
        ? readonly string[]
        : F extends IntegerField
          ? number
          : F extends SwitchField
            ? boolean
            : string;

/** The flag of a field, as it is typed: baseVersion is --base-version. */
export function flagOf(field: string): string {
  return field === 'name'
    ? 'name'
    : `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

export const fieldOf = {
  text: (field: Omit<TextField, 'type'>): TextField => ({ type: 'text', ...field }),
  integer: (field: Omit<IntegerField, 'type'>): IntegerField => ({ type: 'integer', ...field }),
  choice: <Value extends string>(field: Omit<ChoiceField<Value>, 'type'>): ChoiceField<Value> => ({
    type: 'choice',
    ...field,
  }),
  set: <Value extends string>(field: Omit<SetField<Value>, 'type'>): SetField<Value> => ({
    type: 'set',
    ...field,
  }),
  list: (field: Omit<ListField, 'type'>): ListField => ({ type: 'list', ...field }),
  switch: (field: Omit<SwitchField, 'type'>): SwitchField => ({ type: 'switch', ...field }),
};
