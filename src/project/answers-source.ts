import { createReadStream } from 'node:fs';
import { show } from '../answers/problem.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { wordsOf } from './folder.ts';

/** Bytes that an answers file may have: room for some ten thousand services. */
const limit = 4 * 1024 * 1024;

/** What stands for standard input where a file is named. */
export const standardInput = '-';

/** How a source of answers is called in sentences. */
export function nameOfSource(path: string): string {
  return path === standardInput ? 'Standard input' : path || show(path);
}

/**
 * The text of an answers file; a pipe will do.
 *
 * @param path `-` for standard input, which is read to its end
 * @throws Refusal with a sentence where it cannot be read, is too large or is no text.
 */
export async function readAnswersText(path: string): Promise<string> {
  const name = nameOfSource(path);
  const chunks: Buffer[] = [];
  let size = 0;
  const source = path === standardInput ? process.stdin : createReadStream(path);
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > limit) break;
      chunks.push(Buffer.from(chunk));
    }
  } catch (error) {
    throw refusal(`${name} cannot be read: ${reasonOf(error)}.`, error);
  }
  if (size > limit)
    throw refusal(`${name} is larger than ${limit / 1024 / 1024} MiB: answers take far less.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw refusal(`${name} is no text: write it in UTF-8, as JSON or YAML.`, error);
  }
}

function reasonOf(error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isMissing ? 'there is no such file' : wordsOf(error);
}

function refusal(message: string, cause?: unknown): Refusal {
  return new Refusal(message, exitCodes.usage, { cause });
}
