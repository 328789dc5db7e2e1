import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describeOn, linesOf } from './engine.ts';
import { make, makeProject, type Project, removeProject } from './project.ts';

/** Every target that needs an engine. */
const targets = ['build', 'run', 'size', 'verify', 'test', 'debug', 'clean', 'tour'];

describeOn('docker', 'what is not there is said in one line', () => {
  let project: Project;
  before(() => {
    project = makeProject('absent', { extras: ['tour'] });
  });
  after(() => removeProject(project));

  async function assertOneLine(args: string[], env: Record<string, string>, says: RegExp) {
    const before = readdirSync(project.folder);
    const { code, stdout, stderr } = await make(project, args, { env });
    assert.notEqual(code, 0);
    assert.equal(stdout, '');
    // The last line is make's message about a failed recipe.
    const [line, ...rest] = linesOf(stderr).filter(
      (text) => !/^make(\[\d+\])?: \*\*\* /.test(text),
    );
    assert.match(line ?? '', says);
    assert.deepEqual(rest, []);
    assert.deepEqual(readdirSync(project.folder), before);
  }

  for (const target of targets) {
    it(`make ${target} without an engine`, () =>
      assertOneLine(
        [target],
        { ENGINE: '/nonexistent' },
        /^The engine \/nonexistent isn't installed\./,
      ));
    it(`make ${target} with an engine that does not answer`, () =>
      assertOneLine(
        [target],
        { DOCKER_HOST: 'unix:///nonexistent.sock', CONTAINER_HOST: 'unix:///nonexistent.sock' },
        /^The engine docker doesn't answer\. Start it,/,
      ));
  }

  for (const target of ['run', 'size', 'verify', 'tour'])
    it(`make ${target} without an image`, () =>
      assertOneLine(
        [target],
        {},
        /^The image e2e-.*-absent:dev doesn't exist yet\. Build it first: make build$/,
      ));
});
