import { node } from '../../../templates/node/language.ts';
import { describeMatrix } from '../matrix.ts';
import { node as broken } from '../mutants/node.ts';
import { describeMutants } from '../mutants.ts';

describeMatrix(node);
describeMutants(node, broken);
