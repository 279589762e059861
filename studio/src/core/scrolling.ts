// What of a wide element is out of sight.

/** What an element tells of its scrolling, in pixels. */
interface Scrolled {
  readonly scrollLeft: number;
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

/** The edges beyond which there is more. Browsers round widths, so that a pixel is nothing. */
export function moreAt({
  scrollLeft,
  scrollWidth,
  clientWidth,
}: Scrolled): 'none' | 'left' | 'right' | 'both' {
  const isLeft = scrollLeft > 1;
  const isRight = scrollLeft + clientWidth < scrollWidth - 1;
  if (isLeft && isRight) return 'both';
  return isLeft ? 'left' : isRight ? 'right' : 'none';
}
