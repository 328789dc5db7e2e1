import { cppDetection } from '../../templates/cpp/detection.ts';
import { goDetection } from '../../templates/go/detection.ts';
import { javaDetection } from '../../templates/java/detection.ts';
import { nodeDetection } from '../../templates/node/detection.ts';
import { pythonDetection } from '../../templates/python/detection.ts';
import { rustDetection } from '../../templates/rust/detection.ts';
import type { Detection } from '../languages/detection.ts';

/** How each language is recognised, by its id, in the order in which they are tried. */
export const detections: Readonly<Record<string, Detection>> = {
  go: goDetection,
  rust: rustDetection,
  java: javaDetection,
  python: pythonDetection,
  cpp: cppDetection,
  node: nodeDetection,
};
