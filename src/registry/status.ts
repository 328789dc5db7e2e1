import { type Answer, RegistryProblem } from './exchange.ts';
import type { ImageName } from './image-name.ts';

/** What a registry has come to that gives nothing: the end of a sentence. */
export function statusProblem({ status, headers }: Answer, { registry }: ImageName) {
  if (status === 401)
    return new RegistryProblem(`asks for a login (401): docker login ${registry}`);
  if (status === 403) return new RegistryProblem('does not let you have it (403)');
  if (status === 404) return new RegistryProblem('does not have it (404)');
  if (status === 429)
    return new RegistryProblem(`has been asked too often (429)${retryAfter(headers)}`);
  if (status >= 500) return new RegistryProblem(`has a fault of its own (${status})`);
  return new RegistryProblem(`answers with ${status}, and not with the image`);
}

/** The header is a number of seconds or a date. */
function retryAfter(headers: Headers): string {
  const text = headers.get('retry-after') ?? '';
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return seconds > 0 ? `: ask again in ${Math.ceil(seconds)} s` : '';
}
