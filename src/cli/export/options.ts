// The values of the options of `atelier export`.
import type { ExportFormat } from '../../export/formats.ts';
import type { InputKind, Precision } from '../../export/onnx/options.ts';
import type { ExecutionOptions, MeasuredDataOptions } from '../options/measuring.ts';

/** The values of the options. */
export interface ExportOptions extends Omit<MeasuredDataOptions, 'split'>, ExecutionOptions {
  readonly format?: ExportFormat;
  readonly out?: string;
  readonly list?: boolean;
  readonly input?: InputKind;
  readonly opset?: number;
  readonly ir?: number;
  readonly precision?: Precision;
  readonly pictures: number;
  readonly check: boolean;
}
