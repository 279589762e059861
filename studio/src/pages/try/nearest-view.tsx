export const NearestView = (_: { readonly state: unknown; readonly model: unknown }) => null;
