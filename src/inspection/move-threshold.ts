// Moves the threshold of an inspector without learning anew: the scores of the pieces that were held back
// are in its description.
import { decodeModel } from '../engine/onnx/decode.ts';
import { decodeInspectorCard, encodeInspector } from './inspector-file.ts';
import { thresholdsFor } from './threshold.ts';

/**
 * The inspector with the thresholds for another rate of false alarms.
 *
 * @param bytes an inspector
 * @param source names the inspector in errors
 * @throws InputError if the bytes are not an inspector
 */
export function withFalseAlarms(bytes: Uint8Array, falseAlarms: number, source = 'inspector'): Uint8Array {
  const card = decodeInspectorCard(bytes, source);
  return encodeInspector(decodeModel(bytes), { ...card, ...thresholdsFor(card.heldBack, falseAlarms) });
}
