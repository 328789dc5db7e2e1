import assert from 'node:assert/strict';
import type { RawAnswers } from '../../../src/answers/parse.ts';
import { describeBy } from '../judges.ts';
import type { Edit } from '../mutants/mutant.ts';
import { assertAllHold, makeSurely, quickChecks, verify } from '../project.ts';
import { listedBySyft } from '../syft.ts';
import type { Command } from './evolve.ts';
import { newScene, type Scene } from './scene.ts';
import { describeWithDatabase, runOnce } from './service.ts';

/**
 * A service as a team has it after its first weeks. Each one has the command `migrate`, which creates a
 * table of orders. It reads /orders from PostgreSQL and /rate from another service over TLS. /time has an
 * hour in Berlin, /native the result of a native package, and /static/ files.
 */
export interface Evolved {
  readonly language: string;
  /** What the team uses, such as "Fastify, pg and sharp". */
  readonly title: string;
  readonly answers?: RawAnswers;
  /** Changes of generated files. The overlay of the language's name has the new ones. */
  readonly edits: readonly Edit[];
  /** Commands of the generated pages, run after the edits. */
  readonly commands: readonly Command[];
  /** What it answers on /time and /native. */
  readonly says: Readonly<Record<'time' | 'native', string>>;
  /** Packages that the image has by the lock file, as `NAME VERSION`, or as `NAME` if it names no version. */
  readonly locked: (folder: string) => readonly string[];
  /** Whether it is cheap enough for CI; the others run with EVOLVED=1 only. */
  readonly isInCi?: true;
}

const orders = [
  { id: 1, item: 'Apfel' },
  { id: 2, item: 'Birne' },
];

/** EVOLVED=1 runs every service with every check, EVOLVED=go,rust some of them without the rebuild. */
const asked = (process.env.EVOLVED ?? '').split(',');

/** A step may compile dependencies, or the whole image again. */
const timeout = 1_200_000;

/** What each service is held against, in this order. */
const steps: Readonly<Record<string, (scene: Scene, evolved: Evolved) => Promise<unknown>>> = {
  'passes its tests': ({ project }) => makeSurely(project, 'test'),

  'is built': ({ project }) => makeSurely(project, 'build'),

  'migrates the database with a second command': async ({ project, database }) => {
    const { code, stderr } = await runOnce(project, 'migrate');
    assert.equal(code, 0, stderr);
    assert.equal(await database.query('select count(*) from orders'), '2');
  },

  'reads the database': async ({ textOf }) => {
    assert.deepEqual(JSON.parse(await textOf('/orders')), orders);
  },

  "trusts the company's CA at run time": async ({ textOf, outside }) => {
    assert.deepEqual(JSON.parse(await textOf('/rate')), { rate: 42 });
    assert.deepEqual(outside.requests, ['GET /']);
  },

  'has the time in Berlin, and what a native package makes': async ({ textOf }, { says }) => {
    assert.equal(await textOf('/time'), says.time);
    assert.equal(await textOf('/native'), says.native);
  },

  'hands out files, also from a hidden folder': async ({ textOf }) => {
    assert.equal(await textOf('/static/index.html'), '<h1>Shop</h1>');
    assert.match(await textOf('/static/.well-known/security.txt'), /security@example/);
  },

  'outlives its database': async ({ database, get, textOf }) => {
    await database.stop();
    assert.match(String((await get('/orders')).status), /^50[03]$/);
    assert.equal((await get('/healthz')).status, 200);
    await database.start();
    assert.deepEqual(JSON.parse(await textOf('/orders')), orders);
  },

  'holds every check': async ({ project, end }) => {
    await end();
    const all = project.answers.chosen.map(({ id }) => id);
    const ids = asked.includes('1') ? all : quickChecks(project);
    assertAllHold(await verify(project, ids), ids);
  },
};

/** Evolves a service, and asserts from outside what it does. */
export function describeEvolved(evolved: Evolved): void {
  const { language, title, isInCi } = evolved;
  if (!isInCi && !asked.includes('1') && !asked.includes(language)) return;
  describeWithDatabase(`a service with ${title}`, () => {
    let scene: Scene;
    before(async function () {
      this.timeout(timeout);
      scene = await newScene(evolved);
    });
    after(() => scene?.remove());
    for (const [name, step] of Object.entries(steps))
      it(name, function () {
        this.timeout(timeout);
        return step(scene, evolved);
      });
    describeBy('syft', 'its packages', () => {
      it('are listed, all that the lock file has', async () => {
        const { packages } = await listedBySyft(scene.project);
        const expected = evolved.locked(scene.project.folder);
        assert.ok(expected.length > 0);
        const isListed = (one: string) =>
          packages.some((listed) => `${listed} `.startsWith(`${one} `));
        const missing = expected.filter((one) => !isListed(one));
        assert.deepEqual(missing, []);
      });
    });
  });
}
