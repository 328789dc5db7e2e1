import { java } from '../../../templates/java/language.ts';
import { describeMatrix } from '../matrix.ts';
import { java as broken } from '../mutants/java.ts';
import { describeMutants } from '../mutants.ts';

describeMatrix(java);
describeMutants(java, broken);
