import { probeAddress, programFolder } from '../../src/languages/adoption.ts';
import { type Adoption, loaders } from '../../src/languages/language.ts';

const interpreter = '/usr/local/bin/node';
const standalone = '.next/standalone/';
const scripts = ['install', 'probe', 'stop'] as const;

export const nodeAdoption: Adoption = {
  managers: [
    { id: 'npm', title: 'npm', why: 'package-lock.json' },
    { id: 'yarn', title: 'Yarn 1', why: 'yarn.lock' },
    { id: 'pnpm', title: 'pnpm', why: 'pnpm-lock.yaml' },
  ],
  manifests:
    /^(package(-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-(lock|workspace)\.yaml|patches\/)$/,
  entry: {
    pattern: /^(?!.*(^|\/)\.\.?\/)[\w@.+-]+(\/[\w@.+-]+)*\.[cm]?js$/,
    allowed: 'the path of a JavaScript file, such as dist/main.js',
    default: 'index.js',
  },
  hasBuildScript: true,
  hasInstallScripts: true,
  memoryMiB: 256,
  startSeconds: 60,
  fit: (program) => {
    const { entry } = program;
    const isStandalone = entry.startsWith(standalone);
    const started = isStandalone ? entry.slice(standalone.length) : entry;
    const runtime = isStandalone ? '_standalone-runtime' : '_runtime';
    return {
      partials: {
        runtime: `node/adopted/${runtime}.Dockerfile.ejs`,
        build: 'node/adopted/_build.Dockerfile.ejs',
      },
      entrypoint: [
        ...[interpreter, '--use-system-ca', '--import=/stop.mjs'],
        `${programFolder}/${started}`,
      ],
      executables: [interpreter, ...loaders],
      probe: [interpreter, '/probe.mjs', probeAddress(program)],
      environment: [
        {
          why: 'Frameworks run without what is for developers.',
          name: 'NODE_ENV',
          value: 'production',
        },
        ...(isStandalone
          ? [
              {
                why: 'Next.js would listen at the name of the container only.',
                name: 'HOSTNAME',
                value: '0.0.0.0',
              },
            ]
          : []),
      ],
      sizeBudget: 600_000_000,
      files: scripts
        .map((name) => ({
          template: `node/adopted/${name}.mjs`,
          path: `hardening/build/${name}.mjs`,
        }))
        .concat([
          { template: 'node/hardening/build/strip.mjs', path: 'hardening/build/strip.mjs' },
        ]),
    };
  },
};
