/** Compiles what changed in `src` since the last call. */
export declare function compile(): Promise<void>;
