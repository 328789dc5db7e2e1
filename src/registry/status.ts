import { type Answer, RegistryProblem } from './exchange.ts';
import type { ImageName } from './image-name.ts';

/** The problem with an answer that isn't the image: the end of a sentence that begins with the registry. */
export function statusProblem({ status, headers }: Answer, { registry }: ImageName) {
  if (status === 401)
    return new RegistryProblem(`requires a login (401). Run docker login ${registry}`);
  if (status === 403) return new RegistryProblem('denies access (403)');
  if (status === 404) return new RegistryProblem("doesn't have this image (404)");
  if (status === 429)
    return new RegistryProblem(`limits how often you may ask (429)${retryAfter(headers)}`);
  if (status >= 500) return new RegistryProblem(`has an internal error (${status})`);
  return new RegistryProblem(`answers with status ${status} instead of the image`);
}

/** The header is a number of seconds or a date. */
function retryAfter(headers: Headers): string {
  const text = headers.get('retry-after') ?? '';
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return seconds > 0 ? `: retry in ${Math.ceil(seconds)} s` : '';
}
