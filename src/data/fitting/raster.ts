// A picture in memory, row by row.

/** Pixels row by row, the channels of each side by side. */
export interface Raster {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1: grey; 3: red, green, blue; 4: with opacity. */
  readonly channels: number;
  /** `[height, width, channels]`, 0 to 255. */
  readonly data: Uint8Array;
}
