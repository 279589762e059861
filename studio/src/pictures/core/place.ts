// A picture of a data set, as all pages name it.
export interface PicturePlace {
  readonly split: string;
  /** Its index in the split, from 0. */
  readonly index: number;
}

/** The size that all pictures of a data set have. */
export interface PictureShape {
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** `train-17`, as addresses name a picture. */
export const addressOf = ({ split, index }: PicturePlace): string => `${split}-${index}`;

/** A picture's name in maps and sets: `train 17`. */
export const keyOf = ({ split, index }: PicturePlace): string => `${split} ${index}`;
