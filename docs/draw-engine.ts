// Writes the drawings of docs/engine.md: `npx tsx docs/draw-engine.ts`.
import { writeFile } from 'node:fs/promises';
import { drawEngine } from './drawing/engine-drawings.ts';

for (const [name, drawing] of drawEngine()) {
  await writeFile(new URL(`images/${name}`, import.meta.url), drawing);
}
