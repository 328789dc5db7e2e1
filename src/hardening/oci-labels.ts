import type { HardeningOption } from './option.ts';
import { quoteDockerfile } from './quote.ts';

export const ociLabels: HardeningOption = {
  id: 'oci-labels',
  title: 'The image has labels that name its content and source',
  why: 'you can get from a running container to its commit',
  standards: [
    {
      name: 'OCI Image Specification, pre-defined annotation keys',
      url: 'https://github.com/opencontainers/image-spec/blob/main/annotations.md',
    },
  ],
  effects: ({ name, description, address }) => ({
    metadata: [
      {
        why: 'oci-labels: content and source of the image, readable without starting it.',
        text: [
          'ARG VERSION=dev',
          'ARG REVISION=unknown',
          'ARG CREATED=1970-01-01T00:00:00Z',
          `ARG SOURCE=${address}`,
          `LABEL org.opencontainers.image.title=${quoteDockerfile(name)} \\`,
          `    org.opencontainers.image.description=${quoteDockerfile(description)} \\`,
          '    org.opencontainers.image.source="$SOURCE" \\',
          '    org.opencontainers.image.revision="$REVISION" \\',
          '    org.opencontainers.image.version="$VERSION" \\',
          '    org.opencontainers.image.created="$CREATED"',
        ].join('\n'),
      },
    ],
    buildVariables: [
      {
        name: 'REVISION',
        why: 'The commit that the image is built from, with -dirty if files here differ from it.',
        ofCommit: '%H',
        marksChanges: true,
        otherwise: 'unknown',
      },
      {
        name: 'CREATED',
        why: 'The time of that commit, in RFC 3339 format.',
        ofCommit: '%cI',
        otherwise: '1970-01-01T00:00:00Z',
      },
      {
        name: 'SOURCE',
        why: 'Address of the source.',
        otherwise: address,
      },
    ],
    settings: { TITLE: name, DESCRIPTION: description },
  }),
};
