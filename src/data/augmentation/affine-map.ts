// Maps each position in the new picture to its position in the old one. All moves of a picture are composed
// into one map, so that it is resampled only once. Knows nothing about pixels; resampler.ts applies the map.

/**
 * An affine map from the new picture to the old one, in pixels from the centre, x to the right and y down:
 * `old = [xx xy; yx yy] · new + [x0; y0]`.
 *
 * Each method adds a move of the picture after all earlier moves. So it composes the inverse of the move on
 * the side of the new picture.
 */
export class AffineMap {
  xx = 1;
  xy = 0;
  x0 = 0;
  yx = 0;
  yy = 1;
  y0 = 0;

  /** Resets the map, so that the picture stays unchanged. */
  reset(): void {
    this.xx = this.yy = 1;
    this.xy = this.yx = this.x0 = this.y0 = 0;
  }

  /** Rotates the picture about its centre, counter-clockwise. */
  rotate(degrees: number): void {
    const angle = (degrees * Math.PI) / 180;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    this.compose(cos, -sin, sin, cos);
  }

  /** Enlarges the picture by a factor along each axis. */
  scale(horizontal: number, vertical = horizontal): void {
    this.compose(1 / horizontal, 0, 0, 1 / vertical);
  }

  /** Shears the picture. What is below the centre moves to the right by the tangent of the angle. */
  shear(degrees: number): void {
    this.compose(1, -Math.tan((degrees * Math.PI) / 180), 0, 1);
  }

  /** Shears the picture. What is to the right of the centre moves down by the tangent of the angle. */
  shearColumns(degrees: number): void {
    this.compose(1, 0, -Math.tan((degrees * Math.PI) / 180), 1);
  }

  /** Swaps left and right. */
  flip(): void {
    this.compose(-1, 0, 0, 1);
  }

  /** Moves the picture to the right and down, in pixels. */
  translate(right: number, down: number): void {
    this.x0 -= this.xx * right + this.xy * down;
    this.y0 -= this.yx * right + this.yy * down;
  }

  /** This map after the linear map `[a b; c d]`. */
  private compose(a: number, b: number, c: number, d: number): void {
    const { xx, xy, yx, yy } = this;
    this.xx = xx * a + xy * c;
    this.xy = xx * b + xy * d;
    this.yx = yx * a + yy * c;
    this.yy = yx * b + yy * d;
  }
}
