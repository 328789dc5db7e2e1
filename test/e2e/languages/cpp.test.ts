import { cpp } from '../../../templates/cpp/language.ts';
import { describeMatrix } from '../matrix.ts';
import { cpp as broken } from '../mutants/cpp.ts';
import { describeMutants } from '../mutants.ts';

describeMatrix(cpp);
describeMutants(cpp, broken);
