import type { HardeningOption } from './option.ts';

export const reproducibleBuild: HardeningOption = {
  id: 'reproducible-build',
  title: 'The same source gives the same image, bit for bit',
  why: 'anybody can rebuild it and see that nothing was slipped in',
  standards: [
    {
      name: 'Reproducible Builds, SOURCE_DATE_EPOCH specification',
      url: 'https://reproducible-builds.org/specs/source-date-epoch/',
    },
    {
      name: 'BuildKit, reproducible builds',
      url: 'https://github.com/moby/buildkit/blob/master/docs/build-repro.md',
    },
  ],
  effects: () => ({
    isRepeatable: true,
    seal: [
      {
        why: 'reproducible-build: every file bears the time of the commit, not that of the build.',
        text: [
          'ARG SOURCE_DATE_EPOCH=0',
          'RUN find /rootfs -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +',
        ].join('\n'),
      },
    ],
    buildVariables: [
      {
        name: 'SOURCE_DATE_EPOCH',
        why: 'Seconds since 1970 of the last commit: the one time that the image knows of.',
        value: '$(or $(shell git log -1 --format=%ct 2>/dev/null),0)',
      },
    ],
  }),
};
