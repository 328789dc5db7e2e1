import type { SourceId } from '../languages/adoption.ts';

/** Where the files are that a project of its own has at its root, and how its commands are called. */
export interface Paths {
  /** The folder of the Dockerfile; empty for the root. */
  readonly folder: string;
  readonly dockerfile: string;
  /** The rules for the build context. */
  readonly rules: string;
  readonly makefile: string;
  readonly packages: string;
  readonly attributes: string;
  /** The scripts that pipelines lint, as a pattern of git. */
  readonly scripts: string;
  /** The command before a target. */
  readonly make: string;
}

/** At the root of a sample. An existing program may have files of these names, and keeps them. */
export const pathsOf: Readonly<Record<SourceId, Paths>> = {
  sample: {
    folder: '',
    dockerfile: 'Dockerfile',
    rules: '.dockerignore',
    makefile: 'Makefile',
    packages: 'packages.txt',
    attributes: '.gitattributes',
    scripts: '*.sh',
    make: 'make',
  },
  own: {
    folder: 'hardening',
    dockerfile: 'hardening/Dockerfile',
    rules: 'hardening/Dockerfile.dockerignore',
    makefile: 'hardening/Makefile',
    packages: 'hardening/packages.txt',
    attributes: 'hardening/.gitattributes',
    scripts: 'hardening/*.sh',
    make: 'make -f hardening/Makefile',
  },
};
