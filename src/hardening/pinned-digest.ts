import type { HardeningOption } from './option.ts';
import { cis, nist } from './standards.ts';

export const pinnedDigest: HardeningOption = {
  id: 'pinned-digest',
  title: 'Every image in the Dockerfile has the digest of its content',
  why: "a tag that someone moves can't change what you build on",
  standards: [
    cis('4.2', 'Ensure that containers use only trusted base images'),
    nist('4.1.5', 'Use of untrusted images'),
    {
      name: 'SLSA 1.0, Verifying artifacts: expected digest',
      url: 'https://slsa.dev/spec/v1.0/verifying-artifacts',
    },
  ],
  optIn: true,
  pinsDigests: true,
  scripts: ['pin.sh'],
  targets: [{ name: 'pin', why: 'name each image by the digest that its tag has today' }],
};
