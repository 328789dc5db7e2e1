import type { Answers } from '../answers/parse.ts';

/**
 * What to type once a project is written, one line each.
 *
 * @param folder where it is, from where its user is; empty where that is the same
 * @param isNew whether it has just been made, and is in no repository yet
 */
export function nextSteps(answers: Answers, folder: string, isNew: boolean): string[] {
  const { kind, port, extras } = answers;
  const steps: Step[] = [{ command: 'make build', why: 'the image' }];
  if (isNew) steps.unshift({ command: commit, why: 'labels name the commit' });
  if (folder) steps.unshift({ command: `cd ${folder}` });
  const running = kind === 'http' ? `serves http://127.0.0.1:${port}` : 'Ctrl-C stops it';
  steps.push(
    { command: 'make verify', why: 'proves each hardening option on it' },
    { command: 'make run', why: running },
  );
  if (extras?.includes('tour'))
    steps.push({ command: 'make tour', why: 'compares it with three naive images' });
  return steps.map(({ command, why }) => (why ? `${command.padEnd(column)}  # ${why}` : command));
}

interface Step {
  readonly command: string;
  readonly why?: string;
}

const commit = "git init && git add . && git commit -m 'New service'";
const column = 'make verify'.length;
