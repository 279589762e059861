// The sizes of what pictures are compared by.

/** The sizes of the features of a picture. */
export interface FeatureShape {
  /** The rows of places. */
  readonly height: number;
  /** The columns of places. */
  readonly width: number;
  /** The features of a place. */
  readonly channels: number;
}
