// What systems and programs leave behind in people's folders: indices, thumbnails, the bin. They are no
// pictures and no classes, even where there are pictures in them.

const names = new Set(
  [
    '__MACOSX', // what macOS packs into archives
    'Icon\r',
    'Thumbs.db', // Windows
    'ehthumbs.db',
    'ehthumbs_vista.db',
    'desktop.ini',
    '$RECYCLE.BIN',
    'RECYCLER',
    'System Volume Information',
    'found.000',
    'lost+found', // Linux
    '#recycle', // Synology
    '#snapshot',
    'Picasa.ini',
    '__pycache__',
  ].map((name) => name.toLowerCase()),
);

/**
 * Whether a file or folder of this name was left by a system or a program: hidden ones, what storage devices
 * put under names with an
 * `@`, as `@eaDir`, lock files of office programs, and others by their names.
 */
export const isLeftover = (name: string): boolean =>
  /^(?:\.|~\$|@[^.]+$)/.test(name) ||
  /(?:\.lrdata|\.photoslibrary|@SynoEAStream|@SynoResource)$/i.test(name) ||
  names.has(name.toLowerCase());
