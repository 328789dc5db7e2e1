import { record } from '../record.ts';
import { type ComposeService, texts } from './compose.ts';
import { type Dockerfile, execForm } from './dockerfile.ts';
import type { Instruction } from './instructions.ts';
import { isDaily, isRootImage } from './known.ts';
import { type Grade, type Graded, type Judgement, judged } from './rule.ts';

type Found = Pick<Instruction, 'line'>;

function at(
  { path, last, base }: Dockerfile,
  grade: Grade,
  reason: string,
  found?: Found,
): Judgement {
  return judged(grade, path, found?.line ?? last.at(-1)?.line ?? base.line, reason);
}

const of = ({ last }: Dockerfile, keyword: string) => last.filter((one) => one.keyword === keyword);

const isEmpty = ({ base }: Dockerfile) => base.name === 'scratch';

const script = ({ text, heredocs }: Instruction) => [text, ...heredocs].join('\n');

/** The commands of the image that match. */
const commandWith = (dockerfile: Dockerfile, pattern: RegExp) =>
  of(dockerfile, 'RUN').find((one) => pattern.test(script(one)));

const isFloating = (name: string) => {
  const [path = ''] = name.split('@');
  const tag = /:(?<tag>[^:/]+)$/.exec(path)?.groups?.tag;
  return (
    !name.includes('@sha256:') && (tag === undefined || /(^|[-.])(latest|nightly|edge)\b/.test(tag))
  );
};

export function imageTags({ dockerfile }: Graded): Judgement {
  const loose = dockerfile.images.find(({ name }) => name !== undefined && isFloating(name));
  if (loose) return at(dockerfile, 'missing', `${loose.written} has no version tag`, loose);
  const unknown = dockerfile.images.find(({ name }) => name === undefined);
  if (unknown)
    return at(dockerfile, 'unclear', `${unknown.written} depends on a build argument`, unknown);
  return at(dockerfile, 'held', 'every image has a version tag or a digest', dockerfile.images[0]);
}

export function imageDigests({ dockerfile }: Graded): Judgement {
  const loose = dockerfile.images.find(
    ({ name }) => name !== undefined && !name.includes('@sha256:'),
  );
  if (loose) return at(dockerfile, 'missing', `${loose.written} has no digest`, loose);
  const unknown = dockerfile.images.find(({ name }) => name === undefined);
  if (unknown)
    return at(dockerfile, 'unclear', `${unknown.written} depends on a build argument`, unknown);
  return at(dockerfile, 'held', 'every image has a digest', dockerfile.images[0]);
}

/** Names that a build has no use for, as an ignore file can write them. */
const unwanted = {
  '.git': /^(\/|\*\*\/)?(\.git|\.\*|\.git\*)\/?$/,
  '.env': /^(\/|\*\*\/)?(\.env|\.\*|\.env\*|\*\.env)$/,
};

export function context({ dockerfile, ignore }: Graded): Judgement {
  const whole = dockerfile.all.find(
    ({ keyword, text }) => /^(COPY|ADD)$/.test(keyword) && copiesFolder(text),
  );
  if (!ignore)
    return whole
      ? at(
          dockerfile,
          'missing',
          'it copies the whole folder, and no .dockerignore limits that',
          whole,
        )
      : at(dockerfile, 'unclear', 'no .dockerignore; only named paths are copied');
  const everything = ignore.lines.findIndex((line) => /^\/?\*{1,2}(\/\*{1,2})?$/.test(line));
  if (everything >= 0)
    return judged('held', ignore.path, everything + 1, 'it ignores everything except named paths');
  const open = Object.entries(unwanted).find(
    ([, pattern]) => !ignore.lines.some((line) => pattern.test(line)),
  );
  if (whole && open)
    return judged(
      'missing',
      ignore.path,
      1,
      `it doesn't ignore ${open[0]}, and the whole folder is copied`,
    );
  return judged('unclear', ignore.path, 1, 'it lists what to ignore, so any other file gets in');
}

/** Whether COPY or ADD takes the top of the context. */
function copiesFolder(text: string): boolean {
  if (/--from=/.test(text)) return false;
  const words = execForm(text) ?? text.split(/\s+/).filter((word) => !word.startsWith('--'));
  return words.slice(0, -1).some((word) => /^(\.|\.\/|\/|\*|\.\/\*)$/.test(word));
}

export function repeatable({ dockerfile }: Graded): Judgement {
  const daily = of(dockerfile, 'RUN').find((one) => isDaily(script(one)));
  if (daily)
    return at(dockerfile, 'missing', 'its packages change from one day to the next', daily);
  return at(dockerfile, 'unclear', 'only two builds can show it');
}

export function size({ dockerfile }: Graded): Judgement {
  const left = of(dockerfile, 'RUN').find((one) => {
    const text = script(one);
    const installs = /\bapt(-get)? +(-\S+ +)*(update|install)\b/.test(text);
    return (
      installs &&
      !/rm +-\w+ +[^;&|]*\/var\/lib\/apt|--mount=\S*type=cache|--mount=\S*\/var\/lib\/apt|apt-get +dist-?clean/.test(
        text,
      )
    );
  });
  if (left) return at(dockerfile, 'missing', 'the lists of apt stay in the layer', left);
  return at(dockerfile, 'unclear', 'only the built image shows its size');
}

export function labels({ dockerfile }: Graded): Judgement {
  const [label] = of(dockerfile, 'LABEL').filter(({ text }) =>
    /org\.opencontainers\.image\./.test(text),
  );
  if (!label) return at(dockerfile, 'missing', 'no LABEL names its source and version');
  const all = of(dockerfile, 'LABEL')
    .map(({ text }) => text)
    .join(' ');
  const isComplete = ['source', 'revision'].every((key) =>
    all.includes(`org.opencontainers.image.${key}`),
  );
  return isComplete
    ? at(dockerfile, 'held', 'labels name its source and revision', label)
    : at(dockerfile, 'missing', 'the labels lack source or revision', label);
}

export function records({ dockerfile }: Graded): Judgement {
  const gone = commandWith(
    dockerfile,
    /\brm +-\w+ +[^;&|]*(\/var\/lib\/dpkg(?!\/info)|\/lib\/apk|\/var\/lib\/rpm)/,
  );
  if (gone) return at(dockerfile, 'missing', 'it deletes the records of packages', gone);
  return at(dockerfile, 'unclear', 'only the built image shows which records it has');
}

export function user({ dockerfile }: Graded): Judgement {
  const set = of(dockerfile, 'USER').at(-1);
  if (!set) {
    if (isEmpty(dockerfile) || isRootImage(dockerfile.base))
      return at(
        dockerfile,
        'missing',
        'no USER, so it runs as the user of its base, most likely root',
      );
    return at(
      dockerfile,
      'unclear',
      `no USER; ${dockerfile.base.written} may set one`,
      dockerfile.base,
    );
  }
  const [name = ''] = set.text.replaceAll(/["']/g, '').split(':');
  if (/^(0+|root)$/.test(name)) return at(dockerfile, 'missing', 'it runs as root', set);
  if (/^\d+$/.test(name)) return at(dockerfile, 'held', `it runs as ${name}`, set);
  return at(
    dockerfile,
    'unclear',
    `${name} is a name: only a number shows that it isn't root`,
    set,
  );
}

export function programs({ dockerfile }: Graded): Judgement {
  const run = of(dockerfile, 'RUN').find(({ text }) => !execForm(text));
  if (run) return at(dockerfile, 'missing', 'RUN needs a shell, so the image has one', run);
  const form = dockerfile.last.find(
    ({ keyword, text }) => /^(CMD|ENTRYPOINT)$/.test(keyword) && !execForm(text),
  );
  if (form) return at(dockerfile, 'missing', `${form.keyword} in shell form needs a shell`, form);
  if (isRootImage(dockerfile.base))
    return at(dockerfile, 'missing', `${dockerfile.base.written} has a shell`, dockerfile.base);
  return at(dockerfile, 'unclear', 'only the built image shows its programs');
}

export function setuid({ dockerfile }: Graded): Judgement {
  const given = commandWith(dockerfile, /\bchmod +(-\w+ +)*([ugoa]*\+\w*s|0?[2-7][0-7]{3}\b)/);
  if (given) return at(dockerfile, 'missing', 'it sets a setuid or setgid bit', given);
  return at(dockerfile, 'unclear', 'only the built image shows the rights of its files');
}

export function health({ dockerfile, compose }: Graded): Judgement {
  const composed = compose && composedHealth(compose);
  if (composed) return composed;
  const set = of(dockerfile, 'HEALTHCHECK').at(-1);
  if (set)
    return /^NONE$/i.test(set.text)
      ? at(dockerfile, 'missing', 'its health check is turned off', set)
      : at(dockerfile, 'held', 'it has a health check', set);
  return isEmpty(dockerfile) || isRootImage(dockerfile.base)
    ? at(dockerfile, 'missing', 'it has no HEALTHCHECK')
    : at(
        dockerfile,
        'unclear',
        `no HEALTHCHECK; ${dockerfile.base.written} may have one`,
        dockerfile.base,
      );
}

/** A health check in the compose file wins over the image's. */
function composedHealth(compose: ComposeService): Judgement | undefined {
  const { healthcheck } = compose.keys;
  if (healthcheck === undefined) return undefined;
  const { test, disable } = record(healthcheck);
  const isOff = disable === true || texts(test)[0] === 'NONE';
  const [grade, reason] = isOff
    ? (['missing', 'its health check is turned off'] as const)
    : (['held', 'it has a health check'] as const);
  // Without a test, it only changes how often the image's own is run.
  if (!isOff && test === undefined) return undefined;
  return judged(grade, compose.path, compose.lineOf('healthcheck'), reason);
}

export function stop({ dockerfile }: Graded): Judgement {
  const signal = of(dockerfile, 'STOPSIGNAL').at(-1);
  if (signal && /^(SIG)?KILL$|^9$/i.test(signal.text))
    return at(dockerfile, 'missing', 'it is killed without a warning', signal);
  const start = of(dockerfile, 'ENTRYPOINT').at(-1) ?? of(dockerfile, 'CMD').at(-1);
  if (!start) return at(dockerfile, 'unclear', 'no CMD or ENTRYPOINT; its base may have one');
  const command = execForm(start.text);
  const text = command?.join(' ') ?? start.text;
  if (/^(npm|pnpm|yarn)\b/.test(text))
    return at(dockerfile, 'missing', 'PID 1 is the package manager, not the service', start);
  if (!command && /[|&]\s*[^|&]|;/.test(text.replaceAll('&&', '')))
    return at(dockerfile, 'missing', 'PID 1 is a shell, which passes no signal on', start);
  if (!command)
    return at(
      dockerfile,
      'unclear',
      `${start.keyword} in shell form: a shell may stay PID 1`,
      start,
    );
  return at(dockerfile, 'unclear', 'only a run shows how it handles SIGTERM', start);
}
