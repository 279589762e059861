// What an export consists of, before anything is written.

/** A file of an export. */
export interface ExportedFile {
  /** Its path within the exported folder, with `/` between folders. */
  readonly path: string;
  /** Its bytes or text. */
  readonly content: Uint8Array | string;
}

/** The name of this program in exported files. */
export const exporterName = 'atelier';
