// Files and folders that systems and programs leave behind: indices, thumbnails, the recycle bin. They are
// neither pictures nor classes, even if they contain pictures.

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
 * Whether a system or program left a file or folder of this name: hidden ones, those of storage devices that
 * begin with `@`, such as `@eaDir`, lock files of office programs, and known names.
 */
export const isLeftover = (name: string): boolean =>
  /^(?:\.|~\$|@[^.]+$)/.test(name) ||
  /(?:\.lrdata|\.photoslibrary|@SynoEAStream|@SynoResource)$/i.test(name) ||
  names.has(name.toLowerCase());
