import assert from 'node:assert/strict';
import type { RawAnswers } from '../../src/answers/parse.ts';
import { questions } from '../../src/answers/prompts.ts';
import { surroundings } from '../rendered-project.ts';
import { asked } from './asked-questions.ts';

const known = (given: RawAnswers = {}) => ({ given, stored: {}, surroundings });

describe('the questions of a first run', () => {
  it('are the name, the language and the settings, unless you customize', () => {
    const ask = (setting: string) =>
      Object.keys(
        asked(questions(known()), ({ name, default: answer }, soFar) =>
          name === 'settings' ? setting : answer(soFar),
        ),
      );
    assert.deepEqual(ask('recommended'), ['name', 'language', 'settings']);
    assert.deepEqual(ask('customize').slice(3), [
      ...['languageVersion', 'kind', 'base', 'preset', 'extras'],
    ]);
  });

  it('show the recommended settings, including the ones from flags', () => {
    const [settings] = questions(known({ kind: 'worker', base: 'alpine' })).filter(
      ({ name }) => name === 'settings',
    );
    const [recommended] = settings?.choices?.({ name: 'x', language: 'node' }) ?? [];
    const values = recommended?.settings?.map(({ value }) => value) ?? [];
    assert.deepEqual(values.slice(1, 3), ['Worker', 'Alpine']);
    assert.match(values[4] ?? '', /^Strict, \d+ options$/);
    assert.deepEqual(values.slice(5), ['none']);
  });

  it('have a description for each choice, and name options by id, starting with the ones that are always on', () => {
    const open = questions(known());
    for (const { choices, when } of open)
      for (const { title, why } of when({}) ? (choices?.({ name: 'x' }) ?? []) : []) {
        assert.ok(title.length > 0 && why.length > 0, title);
        assert.doesNotMatch(title + why, /\n/);
      }
    const hardening = open.find(({ name }) => name === 'hardening');
    const always = hardening?.always?.({}).map(({ title }) => title) ?? [];
    const offered = hardening?.choices?.({}).map(({ title }) => title) ?? [];
    assert.deepEqual(always, ['pinned-base', 'clean-context', 'no-shell', 'graceful-stop']);
    assert.ok(offered.includes('seccomp') && !offered.includes('graceful-stop'), `${offered}`);
  });

  it('have the previous answers as their defaults after you go back', () => {
    const previous = { name: 'shop', language: 'node', settings: 'customize', kind: 'worker' };
    const open = questions({ ...known(), previous: { ...previous, hardening: ['seccomp'] } });
    const defaultOf = (name: string, soFar: RawAnswers = {}) =>
      open.find((question) => question.name === name)?.default(soFar);
    assert.equal(defaultOf('name'), 'shop');
    assert.equal(defaultOf('language'), 'node');
    assert.equal(defaultOf('kind', { language: 'node' }), 'worker');
    const settings = open.find(({ name }) => name === 'settings');
    const [recommended] = settings?.choices?.({ name: 'shop', language: 'go' }) ?? [];
    assert.equal(recommended?.settings?.[1]?.value, 'HTTP service');
  });
});
