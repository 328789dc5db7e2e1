import { assembling, type Mutant } from './mutant.ts';

function recording(title: string, command: string, says: RegExp): Mutant {
  const edits = [assembling(command)];
  return { check: 'package-records', title, edits, isBuilt: true, says, isAlone: true };
}

const records = '/rootfs/var/lib/dpkg/status.d';

/** Puts the C library of the toolchain image where the image has none. */
const copying =
  'install -D -m 644 "$(find /usr/lib -name libc.so.6 | head -n 1)" /rootfs/usr/lib/libc.so.6';

/**
 * What the image says is in it. Each fault of the records is in test/unit/package-records.test.ts; these
 * show that the check sees an image.
 */
export const recordMutants: readonly Mutant[] = [
  recording(
    'a copied library',
    copying,
    /^\/usr\/lib\/libc\.so\.6 is in no package record\. Install its package/,
  ),
  recording(
    'a copied library, and two records of a package',
    `${copying} \\
    && cp ${records}/ca-certificates ${records}/certificates`,
    /two records of the package ca-certificates; \/usr\/lib\/libc\.so\.6 is in no/,
  ),
  recording(
    'a record of which no file is left',
    'rm /rootfs/etc/ssl/certs/ca-certificates.crt',
    /a record of the package ca-certificates, and no file of it/,
  ),
  recording(
    'the name of another release',
    "sed -i 's/^VERSION_ID=.*/VERSION_ID=12/' /rootfs/etc/os-release",
    /os-release names debian 12, and the image is built on debian 13/,
  ),
];
