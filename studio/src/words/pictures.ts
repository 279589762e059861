// Words of the grid of pictures, which several pages have.
export const pictureWords = {
  /** For a screen reader: which picture is active, and where it is in the grid. */
  position: (name: string, place: string, all: string) => `${name}, ${place} of ${all}`,
  failed: (reason: string) => `Some pictures could not be fetched: ${reason}`,
};
