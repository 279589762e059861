/** Builds the studio's pages if their sources have changed since the last build; returns their folder. */
export declare function buildStudio(): Promise<string>;
