import { assembling, compiling, finishing, type Mutant, replacing } from './mutant.ts';

const alpine = 'docker.io/library/alpine:3.24';

function bringing(
  title: string,
  edits: Mutant['edits'],
  says: RegExp,
  alsoFails: Mutant['alsoFails'] = {},
): Mutant {
  return { check: 'no-shell', title, edits, isBuilt: true, says, alsoFails };
}

function declaring(executables: string): Mutant['edits'][number] {
  return replacing('hardening/settings.sh', /^EXECUTABLES=.*$/m, `EXECUTABLES='${executables}'`);
}

/** Programs and scripts that the image must not have. */
export const programMutants: readonly Mutant[] = [
  bringing(
    'a busybox under another name',
    [finishing(`COPY --from=${alpine} /bin/busybox /usr/lib/helper`)],
    /not declared: \/usr\/lib\/helper/,
    { 'package-records': 'no record has it' },
  ),
  bringing(
    'a busybox without an executable bit, which a loader could start',
    [finishing(`COPY --from=${alpine} --chmod=644 /bin/busybox /usr/lib/helper`)],
    /without an executable bit, and not declared: \/usr\/lib\/helper/,
    { 'package-records': 'no record has it' },
  ),
  bringing(
    "a busybox in the place of another platform's loader",
    [
      finishing(`COPY --from=${alpine} /bin/busybox /usr/lib/ld-linux-other.so.1`),
      declaring('/app /usr/lib/ld-linux-other.so.1'),
    ],
    /something else: \/usr\/lib\/ld-linux-other\.so\.1 is a program/,
    { 'package-records': 'no record has it' },
  ),
  bringing(
    'a script in the place of a loader',
    [
      assembling(
        "mkdir -p /rootfs/lib && echo '#!/app' >/rootfs/lib/ld-x.so.1 && chmod 755 /rootfs/lib/ld-x.so.1",
      ),
      declaring('/app /lib/ld-x.so.1'),
    ],
    /something else: \/lib\/ld-x\.so\.1 is a script/,
  ),
  bringing(
    'the service for another platform',
    [
      assembling(
        `printf 'package main\\nfunc main() {}\\n' >/tmp/main.go \\
    && GOARCH=$([ "$(go env GOARCH)" = arm64 ] && echo amd64 || echo arm64) CGO_ENABLED=0 go build -o /rootfs/other /tmp/main.go`,
      ),
      declaring('/app /other'),
    ],
    /something else: \/other is made for another platform/,
  ),
  bringing(
    'a script',
    [assembling("echo '#!/app' >/rootfs/etc/hook && chmod 755 /rootfs/etc/hook")],
    /not declared: \/etc\/hook/,
  ),
  bringing(
    'a file that only its group may start',
    [assembling('install -m 610 /dev/null /rootfs/etc/hook')],
    /not declared: \/etc\/hook/,
  ),
  bringing(
    'the service again, as a hard link',
    [compiling('mkdir /service/etc && ln /service/app /service/etc/app')],
    /not declared: .*\/etc\/app/,
  ),
  bringing(
    'a shell that a later layer takes the right to start from',
    [
      finishing(`COPY --from=${alpine} /bin/busybox /sh\nCOPY --from=runtime /plain/ /`),
      assembling('mkdir /plain && touch /plain/sh'),
    ],
    /not declared: \/sh/,
  ),
  bringing(
    'a shell that a later layer deletes',
    [
      assembling(
        `mkdir /gone && cd /gone && printf 'package main\\nimport "os"\\nfunc main() { os.Remove("/sh") }' >main.go \\
    && CGO_ENABLED=0 go build -o /rootfs/sh main.go`,
      ),
      // The program that is there by the name of a shell does no more than delete itself.
      finishing('RUN ["/sh"]'),
    ],
    /deleted by a later layer, .*\/\.wh\.sh in layer 3/,
  ),
  {
    ...bringing(
      'a name with a line feed, which reads like a declared one',
      [
        assembling(
          'folder="$(printf "/rootfs/etc/x\\n/")" && mkdir "$folder" && install -m 755 /dev/null "$folder/app"',
        ),
      ],
      /the image cannot be read/,
    ),
    alsoFails: {
      'size-budget': 'nothing is believed of an image that cannot be read in full',
      'read-only-rootfs': 'the same',
      'no-setuid': 'the same',
      'package-records': 'the same',
    },
  },
];
