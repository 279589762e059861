// Where each place of the new picture lies in the old one: all geometric augmentations of a picture composed
// into one map, so that it is resampled once however many there are. It knows no pixels; resampler.ts does.

/**
 * An affine map from the new picture to the old one, in pixels from the centre, x to the right and y down:
 * `old = [xx xy; yx yy] · new + [x0; y0]`.
 *
 * Each method adds what is done to the picture after all that was added before, and so composes the inverse
 * of that on the side of the new picture.
 */
export class AffineMap {
  xx = 1;
  xy = 0;
  x0 = 0;
  yx = 0;
  yy = 1;
  y0 = 0;

  /** Back to where the picture stays as it is. */
  reset(): void {
    this.xx = this.yy = 1;
    this.xy = this.yx = this.x0 = this.y0 = 0;
  }

  /** Turns the picture about its centre, counter-clockwise. */
  rotate(degrees: number): void {
    const angle = (degrees * Math.PI) / 180;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    this.compose(cos, -sin, sin, cos);
  }

  /** Makes the picture larger by a factor. */
  scale(factor: number): void {
    this.compose(1 / factor, 0, 0, 1 / factor);
  }

  /** Slants the picture: what is below the centre goes to the right by the tangent of the angle. */
  shear(degrees: number): void {
    this.compose(1, -Math.tan((degrees * Math.PI) / 180), 0, 1);
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
