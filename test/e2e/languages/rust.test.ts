import { rust } from '../../../templates/rust/language.ts';
import { describeMatrix } from '../matrix.ts';
import { rust as broken } from '../mutants/rust.ts';
import { describeMutants } from '../mutants.ts';

describeMatrix(rust);
describeMutants(rust, broken);
