import { python } from '../../../templates/python/language.ts';
import { describeMatrix } from '../matrix.ts';
import { python as broken } from '../mutants/python.ts';
import { describeMutants } from '../mutants.ts';

describeMatrix(python);
describeMutants(python, broken);
