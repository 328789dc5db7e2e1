import type { HardeningOption } from './option.ts';

export const reproducibleBuild: HardeningOption = {
  id: 'reproducible-build',
  title: 'The same source gives the same image, bit for bit',
  why: 'anyone can rebuild a release and compare',
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
    buildVariables: [
      {
        name: 'SOURCE_DATE_EPOCH',
        why: 'Creation time of the image: the time of the last commit, in seconds since 1970.',
        ofCommit: '%ct',
        otherwise: '0',
      },
    ],
  }),
};
