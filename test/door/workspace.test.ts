import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { build, commandFile, makeFolder } from './doors.ts';

const shared = ['.gitlab-ci.yml', 'renovate.json5', '.github/dependabot.yml'];

describe('a list of services inside one repository', () => {
  let folder: string;
  let remove: () => void;
  const at = (path: string) => join(folder, path);
  const text = (path: string) => readFileSync(at(path), 'utf8');

  before(build);
  beforeEach(() => {
    ({ folder, remove } = makeFolder());
    mkdirSync(at('.git'));
  });
  afterEach(() => remove());

  const everything = ['github', 'gitlab', 'renovate', 'dependabot'];
  const one = { name: 'one', language: 'node' };
  const two = { name: 'two', registry: 'registry.example.com/shop' };

  /** Runs the command on a list, below the root or in it. */
  function write(services: readonly object[], { below = '.', extras = everything } = {}) {
    mkdirSync(at(below), { recursive: true });
    const input = JSON.stringify({ services, extras });
    const words = [commandFile, '--answers', '-', '--yes', '--force'];
    const run = spawnSync(process.execPath, words, { cwd: at(below), encoding: 'utf8', input });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout;
  }

  it('has a workflow per service at the root, which runs in its folder when that changes', () => {
    const said = write([one, two]);
    assert.match(said, /^✔ \.github\/workflows\/one\.yaml: created$/m);
    assert.doesNotMatch(said, /have no effect/);
    const workflow = parse(text('.github/workflows/two.yaml'));
    const changes = ['two/**', '.github/workflows/two.yaml'];
    assert.deepEqual(workflow.on.push.paths, changes);
    assert.deepEqual(workflow.on.pull_request.paths, changes);
    assert.equal(workflow.name, 'two');
    assert.equal(workflow.defaults.run['working-directory'], 'two');
    assert.equal(workflow.jobs.publish.defaults.run['working-directory'], '.');
    assert.match(text('.github/workflows/two.yaml'), /path: two\/image\.tar$/m);
    assert.match(text('.github/workflows/two.yaml'), /registry\.example\.com\/shop\/two/);
  });

  it('has jobs per service in one pipeline of GitLab, each with its own image', () => {
    write([one, two]);
    const {
      stages: _,
      workflow,
      variables,
      ...jobs
    } = parse(text('.gitlab-ci.yml'), {
      customTags: [{ tag: '!reference', collection: 'seq' }],
    });
    assert.ok(workflow && variables);
    for (const name of ['one', 'two']) {
      const own = Object.keys(jobs).filter((job) => job.startsWith(`${name}-`));
      assert.deepEqual(
        own,
        ['test', 'lint', 'verify', 'publish', 'sign'].map((job) => `${name}-${job}`),
      );
      for (const job of own)
        assert.deepEqual(jobs[job].rules[0].changes, [`${name}/**/*`, '.gitlab-ci.yml'], job);
      assert.deepEqual(jobs[`.${name}-engine`].before_script.at(-1), `cd ${name}`);
    }
    const images = ['one', 'two'].map((name) => jobs[`.${name}-engine`].variables.IMAGE);
    assert.deepEqual(images, ['$CI_REGISTRY_IMAGE/one', 'registry.example.com/shop/two']);
  });

  it('has one file for each update bot, with every service', () => {
    write([one, two]);
    const { updates } = parse(text('.github/dependabot.yml'));
    assert.deepEqual(
      updates.map((update: Record<string, string>) => [
        update['package-ecosystem'],
        update.directory,
      ]),
      [
        ['docker', '/one'],
        ['github-actions', '/'],
        ['npm', '/one'],
        ['docker', '/two'],
        ['gomod', '/two'],
      ],
    );
    const renovate = JSON.parse(text('renovate.json5').replace(/^\/\/.*$/m, ''));
    assert.deepEqual(renovate.enabledManagers.slice(-3), ['github-actions', 'npm', 'gomod']);
    const [{ managerFilePatterns }] = renovate.customManagers;
    assert.ok(managerFilePatterns.includes('/^one/hardening/settings\\.sh$/'));
    assert.ok(managerFilePatterns.includes('/^\\.github/workflows/two\\.yaml$/'));
  });

  it('finds the root above the folder of the list', () => {
    const said = write([one], { below: 'services' });
    assert.match(said, /^✔ \.\.\/renovate\.json5: created$/m);
    for (const path of [...shared, '.github/workflows/services-one.yaml'])
      assert.ok(existsSync(at(path)), path);
    assert.match(text('.github/workflows/services-one.yaml'), /working-directory: services\/one$/m);
  });

  it('is unchanged by a second run, follows the list, and loses what nobody wants', () => {
    write([one]);
    assert.match(write([one]), /^✔ \.gitlab-ci\.yml: unchanged$/m);
    assert.match(write([one, two]), /^✔ \.gitlab-ci\.yml: changed$/m);
    assert.match(write([one, two], { extras: ['github'] }), /^✔ renovate\.json5: removed$/m);
    for (const path of shared) assert.ok(!existsSync(at(path)), path);
    assert.ok(existsSync(at('.github/workflows/two.yaml')));
  });

  it('leaves foreign files unchanged, and describes that its own have no effect', () => {
    mkdirSync(at('.github'));
    for (const path of shared) writeFileSync(at(path), '# theirs\n');
    const said = write([one]);
    for (const path of shared) assert.equal(text(path), '# theirs\n');
    assert.match(
      said,
      /\.gitlab-ci\.yml, renovate\.json and \.github\/dependabot\.yml: files in a/,
    );
    rmSync(at('.gitlab-ci.yml'));
    symlinkSync('/etc/hostname', at('.gitlab-ci.yml'));
    const run = spawnSync(process.execPath, [commandFile, '--answers', '-', '--yes'], {
      cwd: folder,
      encoding: 'utf8',
      input: JSON.stringify([{ ...one, extras: everything }]),
    });
    assert.notEqual(run.status, 0);
  });

  it('conflicts once one of these is edited', () => {
    write([one]);
    appendFileSync(at('renovate.json5'), '// mine\n');
    const run = spawnSync(process.execPath, [commandFile, '--answers', '-', '--yes'], {
      cwd: folder,
      encoding: 'utf8',
      input: JSON.stringify([one, two].map((service) => ({ ...service, extras: everything }))),
    });
    assert.equal(run.status, 3);
    assert.match(run.stderr, /^renovate\.json5 already exists with different contents/m);
    assert.ok(!existsSync(at('two')));
  });

  it('writes nothing at the root of a service that is its own repository, or of none', () => {
    mkdirSync(at('one/.git'), { recursive: true });
    write([one]);
    assert.ok(!existsSync(at('renovate.json5')));
    rmSync(at('.git'), { recursive: true });
    write([two]);
    assert.ok(!existsSync(at('renovate.json5')));
  });
});
