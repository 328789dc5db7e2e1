import { statSync } from 'node:fs';
import { show } from '../answers/problem.ts';
import { exitCodes, Refusal } from '../refusal.ts';
import { largestFile, readRegularFile, UnusableFile } from '../regular-file.ts';
import { wordsOf } from './folder.ts';

/** The file name that means standard input. */
export const standardInput = '-';

/** An open file that a shell hands over, as it does for <(command). */
const handedOver = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/;

/** How a source of answers is called in sentences. */
export function nameOfSource(path: string): string {
  return path === standardInput ? 'Standard input' : path || show(path);
}

/**
 * The text of an answers file.
 *
 * @param path `-` for standard input, which is read to its end
 * @throws Refusal if it can't be read, isn't a regular file, is too large or isn't text.
 */
export async function readAnswersText(path: string): Promise<string> {
  const name = nameOfSource(path);
  let bytes: Buffer;
  try {
    const stream = await streamOf(path);
    bytes = stream ? await readStream(stream) : readRegularFile(path);
  } catch (error) {
    throw refusal(`Can't read ${name}: ${reasonOf(error)}.`, error);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw refusal(`${name} isn't text. Write it in UTF-8, as JSON or YAML.`, error);
  }
}

/** A stream for what isn't a regular file: read by the event loop, it can be interrupted at any time. */
async function streamOf(path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  if (path === standardInput || path === '/dev/stdin') return process.stdin;
  const [, descriptor] = handedOver.exec(path) ?? [];
  if (descriptor === undefined || statSync(path).isFile()) return undefined;
  const { Socket } = await import('node:net');
  return new Socket({ fd: Number(descriptor), readable: true, writable: false });
}

async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > largestFile)
      throw new UnusableFile('it is larger than 1 MiB. Split it into several files');
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isMissing ? 'no such file. Check the path' : wordsOf(error);
}

function refusal(message: string, cause?: unknown): Refusal {
  return new Refusal(message, exitCodes.usage, { cause });
}
