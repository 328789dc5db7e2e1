import assert from 'node:assert/strict';
import { kinds } from '../../src/languages/kinds.ts';
import type { Language } from '../../src/languages/language.ts';
import { languages } from '../../src/languages/languages.ts';
import { answersOf, type Combination, combinationsInCi, titleOf } from './combinations.ts';
import { eventually, type Running, tailOf } from './command.ts';
import { containers, describeOn } from './engine.ts';
import {
  assertAllHold,
  freePort,
  makeProject,
  makeSurely,
  type Project,
  quickChecks,
  removeProject,
  startMake,
  verify,
} from './project.ts';
import { assertStartsAsAnyUser } from './random-user.ts';
import { assertTrueRecords } from './records.ts';
import { assertTrusts } from './trust.ts';

/**
 * Builds, verifies, measures and runs services of a language: as few as cover every pair of kind, base
 * and version. `npm run test:matrix` builds all of them.
 */
export function describeMatrix(language: Language): void {
  const rows = combinationsInCi().filter((row) => row.language === language);
  describeOn('docker', `every kind, base and version, in ${language.title}`, () => {
    for (const row of rows) describe(titleOf(row), () => testService(row));
  });
}

function testService(row: Combination): void {
  const { language, kind, base } = row;
  let project: Project;
  before(() => {
    project = makeProject(`${language.id}-${kind}-${base}`, answersOf(row));
  });
  after(() => removeProject(project));

  it('is built', async () => {
    await makeSurely(project, 'build');
  });

  it('holds every check', async () => {
    // Rebuilding takes longer than all the rest. What a base adds is proved in one language, on the base with
    // most files, and what a kind adds doesn't depend on the base: scratch is enough.
    const isRebuilt = base === 'scratch' || (base === 'debian' && language === languages[0]);
    const ids = isRebuilt ? project.answers.chosen.map(({ id }) => id) : quickChecks(project);
    assertAllHold(await verify(project, isRebuilt ? undefined : ids), ids);
  }).timeout(600_000);

  it('shows its size', async () => {
    const { stdout } = await makeSurely(project, 'size');
    assert.match(stdout, /[1-9]\d{5,} +bytes in layers/);
    assert.match(stdout, /[1-9]\d{5,} +bytes compressed/);
    // Which paths are the ten largest depends on the language.
    assert.match(stdout, /^ +[1-9]\d+ +\d+ % .* \/[a-z]\S*$/m);
  });

  it('starts as a user that the image does not know', () => assertStartsAsAnyUser(project));

  it('has a true record of its distribution and packages', () => assertTrueRecords(project));

  it('trusts what its CA bundle has, and what is mounted over it', () => assertTrusts(project));

  it('runs and stops', () => (kinds[kind].listens ? assertServes(project) : assertWorks(project)));
}

/** Starts an http service, asks it, and ends make with SIGTERM, as a supervisor does. */
async function assertServes(project: Project): Promise<void> {
  const port = await freePort();
  const running = startMake(project, ['run', `PORT=${port}`]);
  const answer = await eventually(`an answer on port ${port}`, async () => {
    const response = await fetch(`http://127.0.0.1:${port}/`);
    return { type: response.headers.get('content-type'), body: await response.json() };
  });
  assert.equal(answer.type, 'application/json');
  assert.deepEqual(answer.body, { user: 'appuser', uid: '10001', version: 'dev' });
  process.kill(running.pid, 'SIGTERM');
  await assertGone(project, running);
}

/** Starts a worker, reads its lines, and ends it as Ctrl-C does: the signal goes to all processes. */
async function assertWorks(project: Project): Promise<void> {
  const running = startMake(project, ['--silent', 'run']);
  await eventually('two lines', () => running.said().split('\n').length > 2 || undefined);
  process.kill(-running.pid, 'SIGINT');
  const { stdout } = await assertGone(project, running);
  assert.match(stdout, /^(user: appuser id: 10001\n){2,}$/);
}

async function assertGone({ engine, answers }: Project, { outcome }: Running) {
  const ended = await outcome;
  // Docker says that a container has ended before it has removed it.
  await eventually(`no container is left: ${tailOf(ended)}`, async () => {
    const left = await containers(engine, `name=^${answers.name}$`);
    return left.length === 0 || undefined;
  });
  return ended;
}
