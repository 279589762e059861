import { expect, describe, it } from 'vitest';
import { movedPlace } from './grid-moves.ts';

describe('the grid', () => {
  const grid = { columns: 4, total: 10 };

  it('is moved through by keys, and not left', () => {
    expect(movedPlace('ArrowDown', 3, grid)).toBe(7);
    expect(movedPlace('ArrowDown', 7, grid)).toBe(7);
    expect(movedPlace('ArrowLeft', 0, grid)).toBe(0);
    expect(movedPlace('End', 3, grid)).toBe(9);
    expect(movedPlace('x', 3, grid)).toBeUndefined();
  });
});
