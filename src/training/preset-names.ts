// The names of the presets, apart from the presets themselves: the schema of a configuration and the command
// line need only the names.
export const presetNames = [
  'seconds',
  'minute',
  'ten',
  'hour',
  'pocket',
  'atelier',
  'couture',
  'photos',
] as const;
export type PresetName = (typeof presetNames)[number];
