import type { Verdict } from '../hardening/option.ts';
import { asChoice, type Draft, type Field, fieldOf } from './field.ts';
import { languageOf, targetOf } from './target.ts';
import { printablePattern } from './waiver.ts';

/** Whether a service is a program that exists already. */
function isOwn({ source }: Draft): Verdict {
  return source === 'own' || 'it is for a program that exists already: see adopt';
}

/** A path below the project, as a line of an ignore file and a word of a shell take it. */
const pathPattern = /^(?!.*(^|\/)\.\.?(\/|$))(?!.*\/\/)[A-Za-z0-9._@+-][A-Za-z0-9._@+ /-]{0,199}$/;
const pathAllowed =
  'a path below the project with letters, digits, spaces and - . _ @ +, such as src/ or go.mod';

/** What is answered of a program that exists. */
export const programFields = {
  manager: fieldOf.choice<string>({
    group: 'program',
    help: 'what installs its dependencies, such as npm or uv',
    question: 'Package manager',
    dependsOn: ['language'],
    applies: isOwn,
    choices: (draft) => languageOf(draft).adoption.managers.map(asChoice),
    default: (draft) => languageOf(draft).adoption.managers[0]?.id ?? '',
  }),
  entry: fieldOf.text({
    group: 'program',
    help: 'what is started, in the form that adopt shows',
    question: 'Entry point',
    dependsOn: ['language'],
    applies: isOwn,
    pattern: (draft) => languageOf(draft).adoption.entry.pattern,
    allowed: (draft) => languageOf(draft).adoption.entry.allowed,
    default: (draft) => languageOf(draft).adoption.entry.default,
  }),
  arguments: fieldOf.list({
    group: 'program',
    help: 'argument that the program is started with',
    applies: isOwn,
    pattern: printablePattern,
    allowed: 'one line of 1 to 200 printable characters',
  }),
  build: fieldOf.text({
    group: 'program',
    help: 'script of package.json that builds it',
    dependsOn: ['language'],
    applies: (draft) =>
      (draft.source === 'own' && languageOf(draft).adoption.hasBuildScript) ||
      'only an existing Node.js program is built by a script of package.json',
    pattern: /^[\w:.-]{1,60}$/,
    allowed: 'the name of a script: letters, digits, colons, dots, dashes and underscores',
    default: () => '',
  }),
  include: fieldOf.list({
    group: 'program',
    help: 'file or folder that the build sees; a folder ends with a slash',
    applies: isOwn,
    pattern: pathPattern,
    allowed: pathAllowed,
  }),
  assets: fieldOf.list({
    group: 'program',
    help: 'file or folder that is copied into the image as it is',
    applies: isOwn,
    pattern: pathPattern,
    allowed: pathAllowed,
  }),
  scripts: fieldOf.list({
    group: 'program',
    help: 'package whose install script may run',
    dependsOn: ['language'],
    applies: (draft) =>
      (draft.source === 'own' && languageOf(draft).adoption.hasInstallScripts) ||
      'only packages of an existing Node.js program have install scripts',
    pattern: /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/,
    allowed: 'the name of an npm package',
  }),
  probe: fieldOf.text({
    group: 'program',
    help: 'path that shows its health',
    question: 'Path of the health check',
    applies: (draft) =>
      (draft.source === 'own' && targetOf(draft).kind.listens) ||
      'only an existing http service has such a path',
    pattern: /^\/[\w.~/-]{0,100}$/,
    allowed: 'a path such as /healthz, with letters, digits and - . _ ~ /',
    default: () => '/',
  }),
  memory: fieldOf.integer({
    group: 'program',
    help: 'memory limit in MiB',
    dependsOn: ['language'],
    applies: isOwn,
    minimum: 16,
    maximum: 65536,
    default: (draft) => languageOf(draft).adoption.memoryMiB,
  }),
} as const satisfies Record<string, Field>;
