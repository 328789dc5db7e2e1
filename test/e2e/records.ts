import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { targetOf } from '../../src/answers/target.ts';
import { outputOf } from './command.ts';
import type { Project } from './project.ts';
import { assertHasBundle } from './trust.ts';

/** The C libraries that an image may have: the file, the package that has it, and where its record is. */
const cLibraries = [
  { file: /^(usr\/)?lib\/[^/]+-linux-gnu\/libc\.so\.6$/, owner: /^libc6$/ },
  { file: /^(usr\/)?lib\/ld-musl-[^/]+\.so\.1$/, owner: /^musl$/ },
];

/**
 * Asserts what a scanner relies on: the image names its distribution, and has at most one C library with
 * one record. No package without a file has a record, and the CA bundle is where libraries look.
 */
export async function assertTrueRecords({ engine, image, answers }: Project): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  try {
    const container = (await outputOf(engine, ['create', `${image}:dev`, 'none'])).trim();
    await outputOf(engine, ['export', '--output', `${folder}/image.tar`, container]);
    await outputOf(engine, ['rm', container]);
    await outputOf('tar', ['-xf', `${folder}/image.tar`, '-C', folder, '--exclude=dev']);
    rmSync(`${folder}/image.tar`);
    // A bundle from a toolchain of another distribution has no record that would be true.
    const { language, base } = targetOf(answers);
    assertRecordsIn(folder, language.cLibrary !== 'base' || base.image === null);
    assertHasBundle(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function assertRecordsIn(folder: string, hasOwnBundle: boolean): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  assert.match(readFileSync(join(folder, 'etc/os-release'), 'utf8'), /^ID=/m);
  const records = recordsIn(folder);
  const names = records.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, `recorded twice: ${names.join(' ')}`);
  const hasRecord = names.some((name) => name.startsWith('ca-certificates'));
  assert.ok(hasRecord || !hasOwnBundle, names.join(' '));
  const found = cLibraries.filter(({ file }) => files.some((path) => file.test(path)));
  assert.ok(found.length <= 1, 'there are two C libraries');
  for (const { owner } of found)
    assert.ok(
      names.some((name) => owner.test(name)),
      names.join(' '),
    );
  for (const { name, paths } of records)
    assert.ok(
      paths.length === 0 || paths.some((path) => isFile(join(folder, path))),
      `${name} has a record, and no file`,
    );
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

interface Record {
  readonly name: string;
  /** The files that the record lists; none where it lists none. */
  readonly paths: readonly string[];
}

function recordsIn(folder: string): readonly Record[] {
  const status = join(folder, 'var/lib/dpkg/status');
  const records = join(folder, 'var/lib/dpkg/status.d');
  const apk = ['lib/apk/db/installed', 'usr/lib/apk/db/installed']
    .map((path) => join(folder, path))
    .find((path) => existsSync(path));
  return [
    ...(existsSync(status) ? paragraphs(status).map(debianRecord(folder)) : []),
    ...(existsSync(records)
      ? readdirSync(records)
          .filter((name) => !name.endsWith('.md5sums'))
          .map((name) => ({ name, paths: [] }))
      : []),
    ...(apk ? paragraphs(apk).map(alpineRecord) : []),
  ];
}

function paragraphs(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n\n')
    .filter((paragraph) => paragraph.trim() !== '');
}

function debianRecord(folder: string): (paragraph: string) => Record {
  return (paragraph) => {
    const name = /^Package: (.*)$/m.exec(paragraph)?.[1] ?? '';
    const architecture = /^Architecture: (.*)$/m.exec(paragraph)?.[1] ?? '';
    const list = [`${name}.list`, `${name}:${architecture}.list`]
      .map((file) => join(folder, 'var/lib/dpkg/info', file))
      .find((path) => existsSync(path));
    const paths = list
      ? readFileSync(list, 'utf8')
          .split('\n')
          .filter((path) => path !== '/.')
      : [];
    return { name, paths: paths.filter((path) => path.includes('.') || path.includes('/lib/')) };
  };
}

function alpineRecord(paragraph: string): Record {
  const name = /^P:(.*)$/m.exec(paragraph)?.[1] ?? '';
  let folder = '';
  const paths = paragraph.split('\n').flatMap((line) => {
    if (line.startsWith('F:')) folder = line.slice(2);
    return line.startsWith('R:') ? [`${folder}/${line.slice(2)}`] : [];
  });
  return { name, paths };
}
