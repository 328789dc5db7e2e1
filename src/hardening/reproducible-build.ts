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
        why: 'reproducible-build: every file bears the time of the commit, not that of the build. (BuildKit\nleaves SOURCE_DATE_EPOCH out of what its cache goes by; a name of our own counts.)',
        text: [
          'ARG SOURCE_DATE_EPOCH=0',
          'ARG FILE_TIME=$SOURCE_DATE_EPOCH',
          'RUN find /rootfs -exec touch --no-dereference --date="@$FILE_TIME" {} +',
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
