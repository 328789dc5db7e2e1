import { baseFor } from '../images/bases.ts';
import type { HardeningOption } from './option.ts';
import { cis, nist } from './standards.ts';

export const noShell: HardeningOption = {
  id: 'no-shell',
  title: 'The service is the only program in the image',
  why: 'an attacker finds no shell, package manager or downloader, in any layer',
  standards: [
    cis('4.3', 'Ensure that unnecessary packages are not installed in the container'),
    nist('4.1.1', 'Image vulnerabilities'),
  ],
  forbids: 'shell',
  scripts: ['image-programs.sh'],
  omissible: ({ base }) =>
    (base.brings as readonly string[]).includes('shell') ||
    `the base ${base.id} has no shell that could be kept`,
  effects: ({ base, language }) => ({
    ...((base.brings as readonly string[]).includes('shell') && {
      assemble: [
        {
          why: 'no-shell: libraries lose their executable bit, and every program of the base is removed\nbefore its files reach a layer of the image.',
          text: [
            "RUN find /rootfs -type f -name '*.so*' -not -name 'ld-*' -exec chmod a-x {} + \\",
            '    && find /rootfs -type f -perm /111 -delete \\',
            '    && for directory in bin sbin usr/bin usr/sbin usr/local/bin; do \\',
            '         [ -L "/rootfs/$directory" ] || find "/rootfs/$directory" -type l -delete; \\',
            '       done',
          ].join('\n'),
        },
      ],
    }),
    settings: {
      EXECUTABLES: [...language.executables, ...baseFor(base, language.cLibrary).executables].join(
        ' ',
      ),
      ...(base.scripts && { SCRIPTS: base.scripts.join(' ') }),
      ...(language.interpreter && { INTERPRETER: language.interpreter }),
    },
  }),
};
