// The colours of figures. Curves use those of Okabe & Ito (2008), which colour-blind readers can distinguish;
// on a dark background they are lighter.

/** The background, text, and grid of all figures. */
export const light = { ground: '#fff', ink: '#1b1f24', quiet: '#59636e', grid: '#d8dee4' };
export const dark = { ground: '#0d1117', ink: '#e6edf3', quiet: '#9198a1', grid: '#2f353d' };

/** The colours of the first eight curves, in order. */
export const palette = {
  light: ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#6f4ab8', '#8c959f'],
  dark: ['#4b9fe8', '#f0b429', '#2fc79b', '#e79cc4', '#ff8a4c', '#9bdcff', '#b79aff', '#8b949e'],
};
