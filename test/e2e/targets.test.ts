import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { eventually, outputOf } from './command.ts';
import { containers, describeOn, images, linesOf } from './engine.ts';
import { adding, replacing } from './mutants/mutant.ts';
import {
  freePort,
  make,
  makeProject,
  makeSurely,
  type Project,
  removeProject,
  startMake,
} from './project.ts';

describeOn('docker', "the Makefile's other targets", () => {
  let project: Project;
  beforeEach(() => {
    project = makeProject('targets');
  });
  afterEach(() => removeProject(project));

  it('make alone lists what can be done', async () => {
    const { stdout } = await makeSurely(project);
    const listed = linesOf(stdout).map((line) => /^ {2}make ([a-z]+) +[a-z].+$/.exec(line)?.[1]);
    const first = ['help', 'build', 'run', 'size', 'verify', 'test'];
    const targets = [...first, 'context', 'lint', 'scan', 'sbom', 'debug', 'clean'];
    assert.deepEqual(listed, targets);
  });

  it('make test passes, and fails with a test, a format or a vet that is broken', async () => {
    await makeSurely(project, 'test');
    // Without a change, the results still show.
    const { stderr } = await makeSurely(project, 'test');
    assert.match(stderr, /ok\s+example\.com/);
    const failing = replacing('main_test.go', '"version"}, "", 0,', '"version"}, "", 5,');
    failing(project.folder);
    const broken = await make(project, ['test']);
    assert.notEqual(broken.code, 0);
    assert.match(broken.stderr, /FAIL: TestCommands\/version/);

    replacing('main_test.go', '"version"}, "", 5,', '"version"}, "", 0,')(project.folder);
    adding('main_test.go', 'var  spaced = 1\n')(project.folder);
    const unformatted = await make(project, ['test']);
    assert.notEqual(unformatted.code, 0);
    assert.match(unformatted.stderr, / -var {2}spaced = 1$/m);
    assert.match(unformatted.stderr, / \+var spaced = 1$/m);

    replacing('main_test.go', 'var  spaced = 1\n', '')(project.folder);
    adding('main.go', '\nfunc vetted() { fmt.Printf("%d", "") }\n')(project.folder);
    const vetted = await make(project, ['test']);
    assert.notEqual(vetted.code, 0);
    assert.match(vetted.stderr, /Printf format %d has arg "" of wrong type/);
  });

  it('make debug opens a shell that sees the service', async () => {
    await makeSurely(project, 'build');
    const early = await make(project, ['debug']);
    assert.notEqual(early.code, 0);
    assert.match(early.stderr, /^No container .* is running: start it with make run/);

    const port = await freePort();
    const running = startMake(project, ['run', `PORT=${port}`]);
    await eventually('an answer', () => fetch(`http://127.0.0.1:${port}/`));
    const input = [
      "tr '\\000' ' ' </proc/1/cmdline; echo",
      'sed -n 2p /proc/1/root/etc/passwd',
      'wget -q -O - http://127.0.0.1:8080/healthz',
    ].join('\n');
    const { code, stdout } = await make(project, ['--silent', 'debug'], { input });
    assert.equal(code, 0);
    assert.equal(stdout, '/app \nappuser:x:10001:10001::/home/appuser:/sbin/nologin\nok\n');
    process.kill(running.pid, 'SIGTERM');
    await running.outcome;
    // Neither shell nor service is left.
    assert.deepEqual(await containers('docker', `name=${project.answers.name}`), []);
  });

  it('make run explains that its port or its name is in use', async () => {
    const { stdout } = await makeSurely(project, 'build');
    assert.doesNotMatch(stdout, /docker build/);
    const { name } = project.answers;
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const busy = await make(project, ['run', `PORT=${port}`, 'V=1']);
    server.close();
    assert.notEqual(busy.code, 0);
    assert.match(busy.stdout, /^docker run --rm --name /m);
    assert.match(busy.stderr, new RegExp(`Port ${port} seems .* make run PORT=${port + 1}$`, 'm'));

    await outputOf('docker', ['create', '--name', name, `${project.image}:dev`]);
    const taken = await make(project, ['run', `PORT=${port}`]);
    await outputOf('docker', ['rm', name]);
    assert.notEqual(taken.code, 0);
    assert.match(
      taken.stderr,
      new RegExp(
        `^A container named ${name} already exists\\. .*: docker rm --force ${name}$`,
        'm',
      ),
    );
  });

  it('make clean removes the images of this project, and no others', async () => {
    const { image } = project;
    await makeSurely(project, 'build');
    await makeSurely(project, 'build', 'TAG=1.0.0');
    await outputOf('docker', ['tag', `${image}:dev`, `${image}-other:dev`]);
    await makeSurely(project, 'clean');
    assert.deepEqual(await images('docker', image), [`${image}-other:dev`]);
    await outputOf('docker', ['image', 'rm', `${image}-other:dev`]);
    // There is nothing to remove, and that isn't an error.
    await makeSurely(project, 'clean');
  });
});
