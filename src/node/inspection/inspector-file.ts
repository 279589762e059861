// Inspectors as files.
import { openInspector, type Inspector } from '../../inspection/inspector.ts';
import { readModelFile, resolveModelFile } from '../runs/model-argument.ts';

/** Reads an inspector's file. @throws InputError if it is not an .onnx file or can't be read */
export const readInspectorFile = async (file: string): Promise<Uint8Array> =>
  readModelFile(await resolveModelFile(file));

/** Opens an inspector's file. @throws InputError if it is not an inspector */
export const openInspectorFile = async (file: string, threads: number): Promise<Inspector> =>
  openInspector(await readInspectorFile(file), file, { threads });
