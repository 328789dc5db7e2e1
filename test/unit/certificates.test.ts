import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { languages } from '../../src/languages/languages.ts';
import { renderedProject } from '../rendered-project.ts';
import { temporaryFolder, writtenProject } from './written-project.ts';

const [one = '', two = ''] = rootCertificates;
const der = Buffer.from(one.replaceAll(/-----.*-----|\s/g, ''), 'base64');
const form = 'Use certificates in PEM: text that begins with -----BEGIN CERTIFICATE-----.';

/** What a file has, and what is said of it; nothing of one that will do. */
const files: readonly (readonly [title: string, contents: string | Buffer, says: string])[] = [
  ['certificates', `# a comment\n${one}\n${two}\n`, ''],
  ['a certificate with line ends of Windows', one.replaceAll('\n', '\r\n'), ''],
  ['text', 'hello\n', `which has no certificate. ${form}`],
  ['nothing', '', `which is empty. ${form}`],
  [
    'DER',
    der,
    'which is in DER and not in PEM. Convert it: openssl x509 -inform der -in FILE -out ca.pem',
  ],
  ['an error page', '<html>not found</html>', `which has no certificate. ${form}`],
  ['half a certificate', one.slice(0, 200), 'which has a damaged certificate: see line 4 of it.'],
  [
    'a certificate with another text inside',
    one.replace('\n', '\n<html>\n'),
    'which has a damaged certificate: see line 2 of it.',
  ],
  [
    'a private key',
    one.replaceAll('CERTIFICATE', 'PRIVATE KEY'),
    `which has no certificate. ${form}`,
  ],
];

/** Runs a target with an engine that does nothing, so that only what is around it is seen. */
function make(folder: string, ...words: string[]) {
  const env = { PATH: process.env.PATH ?? '' };
  const args = ['--silent', 'ENGINE=true', ...words];
  const { status, stderr } = spawnSync('make', args, { cwd: folder, env, encoding: 'utf8' });
  return { status, stderr: stderr.replace(/^make(\[\d+\])?: \*\*\* .*\n/gm, '') };
}

for (const { id } of languages)
  describe(`a file of certificates, in ${id}`, () => {
    let folder: string;
    let file: string;
    before(() => {
      folder = writtenProject(renderedProject({ language: id }));
      file = join(temporaryFolder(), 'ca.pem');
    });

    for (const [title, contents, says] of files)
      it(`with ${title} ${says ? 'stops the build and the start' : 'will do'}`, () => {
        writeFileSync(file, contents);
        const said = (where: string) =>
          says ? `ERROR: ${where} names ${file}, ${says.replace('FILE', file)}\n` : '';
        for (const target of ['build', 'test'])
          assert.deepEqual(make(folder, target, `CA=${file}`), {
            status: says ? 2 : 0,
            stderr: said('CA'),
          });
        const flags = join(folder, 'hardening/run.flags');
        writeFileSync(flags, `--volume=${file}:/etc/ssl/certs/ca-certificates.crt:ro\n`);
        assert.deepEqual(make(folder, 'run'), {
          status: says ? 2 : 0,
          stderr: said('hardening/run.flags'),
        });
      });

    it('that is not there, or is a folder, stops the build', () => {
      const nothing = join(folder, 'nothing.pem');
      assert.equal(
        make(folder, 'build', `CA=${nothing}`).stderr,
        `ERROR: CA names ${nothing}, and there is no such file. ${form}\n`,
      );
      mkdirSync(join(folder, 'folder'));
      assert.match(make(folder, 'build', `CA=${folder}/folder`).stderr, /which is a folder\./);
    });
  });
