import { go } from '../../../templates/go/language.ts';
import { describeMatrix } from '../matrix.ts';
import { go as broken } from '../mutants/go.ts';
import { describeMutants } from '../mutants.ts';

describeMatrix(go);
describeMutants(go, broken);
