// The presets' names, which the schema of a configuration and the command line know without what is behind
// them.
export const presetNames = ['seconds', 'minute', 'ten', 'hour', 'pocket', 'atelier', 'couture'] as const;
export type PresetName = (typeof presetNames)[number];
