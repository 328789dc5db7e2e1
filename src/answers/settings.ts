import { type Field, flagOf } from './field.ts';
import { type FieldName, fieldNames, fields } from './fields.ts';
import { type AnswersDraft, draftAnswers } from './parse.ts';
import type { Known, Question } from './question.ts';
import { selectOptions } from './selection.ts';

/** Name of the question for recommended settings, which isn't a field. */
export const settings = 'settings';

/** What is asked before that question; everything after it has a recommended answer. */
export const basics: readonly FieldName[] = ['name', 'language'];

/** An answer as a summary shows it. */
export interface Setting {
  readonly label: string;
  readonly value: string;
  /** What that means, where a line has room for it. */
  readonly why: string;
}

/** The answers that matter most, in the order in which they are asked. */
export function settingsOf(draft: AnswersDraft): Setting[] {
  const shown = fieldNames.filter((name) => name !== 'name' && name !== 'hardening');
  return shown.flatMap((name) => {
    const field: Field = fields[name];
    const isDue = (field.applies?.(draft) ?? true) === true && draft[name] !== '';
    return field.question && isDue ? [settingOf(name, field, draft)] : [];
  });
}

function settingOf(name: FieldName, field: Field, draft: AnswersDraft): Setting {
  const label = labelOf(name);
  const value = draft[name];
  if (field.type === 'set') {
    const ids = (value ?? []) as readonly string[];
    return { label, value: ids.join(', ') || 'none', why: '' };
  }
  const choice = field.type === 'choice' && field.choices(draft).find((one) => one.value === value);
  if (!choice) return { label, value: String(value), why: '' };
  const count = selectOptions(draft).chosen.length;
  const title = name === 'preset' ? `${choice.title}, ${count} options` : choice.title;
  return { label, value: title, why: choice.why };
}

function labelOf(name: FieldName): string {
  const { label, question = flagOf(name) }: Field = fields[name];
  return label ?? question;
}

/** The question whether all that is still open is to be left as recommended, or is as it was stored. */
export function settingsQuestion(
  { given, stored, surroundings }: Known,
  isOpen: (name: FieldName) => boolean,
): Question {
  const isNew = Object.keys(stored).length === 0;
  const kept = isNew
    ? { value: 'recommended', title: 'Recommended settings' }
    : { value: 'recommended', title: 'Current settings' };
  return {
    type: 'select',
    name: settings,
    message: 'Settings:',
    when: () => fieldNames.some((name) => !basics.includes(name) && isOpen(name)),
    default: () => 'recommended',
    choices: (asked) => {
      const { name, language } = asked;
      const draft = draftAnswers(
        {
          ...(name !== undefined && { name }),
          ...(language !== undefined && { language }),
          ...given,
        },
        surroundings,
        stored,
      ).draft;
      return [
        {
          ...kept,
          why: 'write the project with these:',
          settings: settingsOf(draft).filter(({ label }) => label !== labelOf('language')),
        },
        { value: 'customize', title: 'Customize', why: 'choose each of them' },
      ];
    },
  };
}
