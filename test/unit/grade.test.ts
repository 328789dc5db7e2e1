import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { grade, type Report } from '../../src/grade/grade.ts';
import { readRepository } from '../../src/grade/repository.ts';
import { rules } from '../../src/grade/rules.ts';
import { options } from '../../src/hardening/options.ts';
import { Refusal } from '../../src/refusal.ts';

const digest = `sha256:${'0'.repeat(64)}`;

const sound: Readonly<Record<string, string>> = {
  Dockerfile: [
    `FROM debian:13@${digest} AS build`,
    'COPY main.c ./',
    'RUN cc -o /service main.c',
    'FROM scratch',
    'COPY --from=build /service /service',
    'LABEL org.opencontainers.image.source=x org.opencontainers.image.revision=y',
    'USER 65532',
    'EXPOSE 8080',
    'HEALTHCHECK CMD ["/service", "healthcheck"]',
    'ENTRYPOINT ["/service"]',
    '',
  ].join('\n'),
  '.dockerignore': '*\n!main.c\n',
  'compose.yaml': [
    'services:',
    '  app:',
    '    build: .',
    '    read_only: true',
    '    cap_drop: [ALL]',
    '    security_opt: ["no-new-privileges:true"]',
    '    network_mode: none',
    '    mem_limit: 64m',
    '    pids_limit: 20',
    '    cpus: 1',
    '',
  ].join('\n'),
};

/** For each option: a file, what is replaced in it, and by what; each makes the option missing. */
const faults: readonly (readonly [string, string, string | RegExp, string])[] = [
  ['pinned-base', 'Dockerfile', `debian:13@${digest}`, 'debian:latest'],
  ['pinned-base', 'Dockerfile', `debian:13@${digest}`, 'localhost:5000/debian'],
  ['pinned-base', 'Dockerfile', '--from=build', '--from=busybox'],
  ['pinned-digest', 'Dockerfile', `@${digest}`, ''],
  ['reproducible-build', 'Dockerfile', 'FROM scratch', 'FROM alpine:3\nRUN apk add curl'],
  ['size-budget', 'Dockerfile', 'FROM scratch', 'FROM debian:13\nRUN apt-get update'],
  ['oci-labels', 'Dockerfile', /LABEL.*\n/, ''],
  ['package-records', 'Dockerfile', 'FROM scratch', 'FROM debian:13\nRUN rm -rf /var/lib/dpkg'],
  ['non-root-user', 'Dockerfile', 'USER 65532', 'USER 0:0'],
  ['non-root-user', 'Dockerfile', 'USER 65532', 'USER root'],
  ['non-root-user', 'Dockerfile', 'USER 65532\n', ''],
  ['read-only-rootfs', 'compose.yaml', 'read_only: true', 'read_only: false'],
  ['no-shell', 'Dockerfile', 'ENTRYPOINT ["/service"]', 'ENTRYPOINT /service'],
  ['no-setuid', 'Dockerfile', 'FROM scratch', 'FROM debian:13\nRUN <<EOF\nchmod u+s /bin/x\nEOF'],
  ['healthcheck', 'Dockerfile', /HEALTHCHECK.*/, 'HEALTHCHECK NONE'],
  ['graceful-stop', 'Dockerfile', 'USER', 'STOPSIGNAL SIGKILL\nUSER'],
  ['graceful-stop', 'Dockerfile', 'ENTRYPOINT ["/service"]', 'CMD npm start'],
  ['loopback-only', 'Dockerfile', '8080', '80/tcp'],
  ['loopback-only', 'compose.yaml', 'network_mode: none', 'ports: ["8080:8080"]'],
  ['no-capabilities', 'compose.yaml', 'cap_drop: [ALL]', 'privileged: true'],
  ['no-capabilities', 'compose.yaml', 'cpus', 'volumes: ["/var/run/docker.sock:/s"]\n    cpus'],
  ['no-new-privileges', 'compose.yaml', 'no-new-privileges:true', 'label:disable'],
  ['seccomp', 'compose.yaml', 'no-new-privileges:true', 'seccomp:unconfined'],
  ['resource-limits', 'compose.yaml', 'pids_limit: 20', 'init: true'],
  ['no-network', 'compose.yaml', 'network_mode: none', 'network_mode: host'],
];

function inFolder<T>(
  files: Readonly<Record<string, string | Buffer>>,
  use: (folder: string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'grade-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function graded(files: Readonly<Record<string, string | Buffer>>, file = 'Dockerfile'): Report {
  return inFolder(files, (folder) => grade(readRepository(folder, file)));
}

function gradeOf(id: string, files: Readonly<Record<string, string>>) {
  return graded(files).findings.find(({ option }) => option === id)?.grade;
}

describe('the grade of a repository', () => {
  it('has a rule for every option, and no other', () => {
    assert.deepEqual(Object.keys(rules).sort(), options.map(({ id }) => id).sort());
  });

  it('finds nothing missing in a sound repository', () => {
    const { findings, score } = graded(sound);
    assert.deepEqual(
      findings.filter(({ grade: one }) => one === 'missing'),
      [],
    );
    assert.equal(score, 100);
  });

  for (const [id, file, from, to] of faults)
    it(`finds the fault of ${id}: ${to.split('\n').join(' ') || 'nothing'}`, () => {
      const text = sound[file]?.replace(from, to) ?? '';
      assert.notEqual(text, sound[file]);
      assert.equal(gradeOf(id, { ...sound, [file]: text }), 'missing');
    });

  it('finds a whole folder that is copied without an ignore file', () => {
    const { Dockerfile = '' } = sound;
    assert.equal(
      gradeOf('clean-context', { Dockerfile: Dockerfile.replace('main.c ./', '. .') }),
      'missing',
    );
  });

  it('has a fault for every rule', () => {
    const tripped = new Set(['clean-context', ...faults.map(([id]) => id)]);
    assert.deepEqual([...tripped].sort(), Object.keys(rules).sort());
  });

  it("doesn't judge what the files leave open", () => {
    const open = {
      Dockerfile: 'ARG BASE\nFROM ${BASE}\nUSER app\nCMD serve\n',
      'compose.yaml': 'services: {app: {build: ., extends: {file: x.yaml, service: y}}}',
    };
    for (const id of [
      'pinned-base',
      'pinned-digest',
      'non-root-user',
      'graceful-stop',
      'read-only-rootfs',
    ])
      assert.equal(gradeOf(id, open), 'unclear', id);
  });

  it('is the same with CRLF, another escape character and comments in a continued line', () => {
    const { Dockerfile = '' } = sound;
    const other = Dockerfile.replace('USER 65532', 'USER `\n# why\n\n  65532');
    const { findings } = graded({
      ...sound,
      Dockerfile: `# escape=\`\n${other}`.replaceAll('\n', '\r\n'),
    });
    assert.deepEqual(
      findings.map(({ grade: one }) => one),
      graded(sound).findings.map(({ grade: one }) => one),
    );
  });

  it('is sure of a base only if it knows the image', () => {
    for (const [base, expected] of [
      ['node:22', 'missing'],
      ['docker.io/library/node:22@sha256:x', 'missing'],
      ['index.docker.io/library/ubuntu', 'missing'],
      ['our-base:1', 'unclear'],
      ['registry.example/node:22', 'unclear'],
      ['nodejs:22', 'unclear'],
    ])
      for (const option of ['non-root-user', 'no-shell', 'healthcheck'])
        assert.equal(gradeOf(option, { Dockerfile: `FROM ${base}\nCMD ["x"]\n` }), expected, base);
  });

  it('knows packages with a version from others', () => {
    for (const [command, expected] of [
      ['apt-get update && apt-get install -y curl', 'missing'],
      ['apk add --no-cache curl=8.1-r0 jq~1.7', 'unclear'],
      ['apt-get install -y --no-install-recommends curl=8.1 jq', 'missing'],
      ['apt-get update', 'unclear'],
      ['apk upgrade', 'missing'],
    ])
      assert.equal(
        gradeOf('reproducible-build', { Dockerfile: `FROM debian:13\nRUN ${command}\n` }),
        expected,
        command,
      );
  });

  it('counts the health check of the compose file', () => {
    const { Dockerfile = '', 'compose.yaml': compose = '' } = sound;
    const without = Dockerfile.replace(/HEALTHCHECK.*\n/, '');
    const graded = (lines: string, dockerfile = without) =>
      gradeOf('healthcheck', { Dockerfile: dockerfile, 'compose.yaml': compose + lines });
    assert.equal(graded(''), 'missing');
    assert.equal(graded('    healthcheck:\n      test: [CMD, /service, healthcheck]\n'), 'held');
    assert.equal(graded('    healthcheck:\n      interval: 5s\n'), 'missing');
    assert.equal(graded('    healthcheck:\n      disable: true\n', Dockerfile), 'missing');
  });

  it('takes of several services the one that is built from the Dockerfile', () => {
    const compose = (build: string) =>
      `services:\n  a:\n    build: ./a\n  b:\n    build: ${build}\n    read_only: true\n`;
    const graded = (build: string) =>
      gradeOf('read-only-rootfs', { ...sound, 'compose.yaml': compose(build) });
    assert.equal(graded('.'), 'held');
    assert.equal(graded('{ context: ., dockerfile: ./Dockerfile }'), 'held');
    assert.equal(graded('{ context: ., dockerfile: other.Dockerfile }'), 'unclear');
  });

  it('names the line', () => {
    const { Dockerfile = '' } = sound;
    const { findings } = graded({
      ...sound,
      Dockerfile: Dockerfile.replace('USER 65532', 'USER 0'),
    });
    const { line, file } = findings.find(({ option }) => option === 'non-root-user') ?? {};
    assert.deepEqual([file, line], ['Dockerfile', 7]);
  });
});

const refused: readonly (readonly [string, Readonly<Record<string, string | Buffer>>, RegExp])[] = [
  ['no Dockerfile', {}, /has no Dockerfile\. .*--file/],
  ['a folder', { 'Dockerfile/x': '' }, /it is a folder/],
  ['a binary', { Dockerfile: Buffer.from([0, 255, 1]) }, /it isn't text/],
  ['an unknown instruction', { Dockerfile: 'FROM a\nFORM b\n' }, /^Dockerfile:2 .*"FORM"/],
  ['an empty file', { Dockerfile: '' }, /FROM is missing/],
  ['a heredoc without an end', { Dockerfile: 'FROM a\nRUN <<EOF\nx\n' }, /heredoc EOF has no end/],
  ['a broken compose file', { Dockerfile: 'FROM a', 'compose.yaml': 'a: [' }, /isn't valid YAML/],
];

describe('the grade refuses', () => {
  for (const [what, files, message] of refused)
    it(what, () => {
      assert.throws(
        () => graded(files),
        (error) =>
          error instanceof Refusal && message.test(error.message) && !error.message.includes('\n'),
      );
    });
});
