// The studio's own icons: 16 by 16, one stroke of 1.4, in the colour of the text.

/** The paths of each icon. */
const paths = {
  home: 'M2.5 7 8 2.5 13.5 7v6.5h-4V9.5h-3v4h-4z',
  try: 'M2.5 3.5h11v9h-11zM5.5 6.7a.7.7 0 1 0 0-.01M2.8 12 6.5 8.7l2 1.8 2.4-2.7 2.5 2.9',
  learn:
    'M8 4.2C6.5 3 4.5 2.7 2 2.9v9.6c2.5-.2 4.5.1 6 1.3 1.5-1.2 3.5-1.5 6-1.3V2.9c-2.5-.2-4.5.1-6 1.3zM8 4.2v9.6',
  teach: 'M2 5.5h2.7l1-1.7h4.6l1 1.7H14v7.5H2zM8 11.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  train: 'M2.5 2.5v11h11M4.8 5c1.2 4.3 3.5 5.8 8.2 6',
  runs: 'M2.5 4h11M2.5 8h11M2.5 12h11M6 4v8',
  data: 'M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5h-4.5zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5h-4.5z',
  evaluate: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM5.5 8.2l1.8 1.8 3.4-3.8',
  tune: 'M3 4.5h4.5M10.5 4.5H13M3 11.5h2.5M8.5 11.5H13M9 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM7 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  catalogue: 'M2.5 6.5 4 2.5h8l1.5 4M3.3 6.5v7h9.4v-7M2.5 6.5h11M6.2 9h3.6',
  inspect: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 13.5 13.5M5.3 7h3.4',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 13.5 13.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  sun: 'M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1',
  moon: 'M13.2 9.6A5.5 5.5 0 1 1 6.4 2.8a4.5 4.5 0 0 0 6.8 6.8z',
  screen: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
  help: 'M8 13.7a5.7 5.7 0 1 0 0-11.4 5.7 5.7 0 0 0 0 11.4zM6.3 6.4c.1-2 3.5-2 3.5.1 0 1.3-1.8 1.4-1.8 2.7M8 11.2h.01',
  command: 'M3 4.5 6.5 8 3 11.5M8.5 11.5H13',
  save: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13.5h11',
  stop: 'M4 4h8v8H4z',
  play: 'M5 3.3v9.4L12.5 8z',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  pen: 'M3 13l.7-3L10.5 3.2a1.2 1.2 0 0 1 1.7 0l.6.6a1.2 1.2 0 0 1 0 1.7L6 12.3zM9.3 4.5l2.2 2.2',
  fill: 'M3 11.5c-1.5-5 2-9 6.5-8s5 7 1.5 9-7.2 2-8-1zM5 9l4-4M6 11.5l5.5-5.5M9 12l3-3',
  erase:
    'M6.5 13 2.8 9.3a1 1 0 0 1 0-1.4l5-5a1 1 0 0 1 1.4 0l4 4a1 1 0 0 1 0 1.4L8.5 13zM5 5.8l5.2 5.2M6.5 13h7',
  redo: 'M10.5 3l3 3-3 3M13.5 6h-7a3.5 3.5 0 0 0 0 7H10',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  trash: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H6',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5 6.5 12 13 4.5',
  down: 'M4.5 6.5 8 10l3.5-3.5',
  up: 'M4.5 9.5 8 6l3.5 3.5',
  right: 'M6.5 4.5 10 8l-3.5 3.5',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  compare: 'M2.5 11.5c2-6 4-6 5.5-3s3.5 2.5 5.5-3.5M2.5 5c2 5 4 6 5.5 4',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  warn: 'M8 2.5 14 13H2zM8 6.5v3M8 11.2h.01',
} as const;

export type IconName = keyof typeof paths;

/** An icon that says nothing to a screen reader: the control around it has a name. */
export const Icon = ({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false" fill="none">
    <path
      d={paths[name]}
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
