import { cpp } from '../../templates/cpp/language.ts';
import { go } from '../../templates/go/language.ts';
import { java } from '../../templates/java/language.ts';
import { node } from '../../templates/node/language.ts';
import { python } from '../../templates/python/language.ts';
import { rust } from '../../templates/rust/language.ts';
import type { Language } from './language.ts';

/** The languages, in the order in which they are offered. */
export const languages: readonly Language[] = [go, node, python, rust, java, cpp];
