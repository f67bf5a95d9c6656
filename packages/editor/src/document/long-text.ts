/** Of a text with more blocks only those near the window are laid out: `is-long` in text.css. */
export const shortBlocksMax = 60;

/** A text with more blocks is laid out by runs of blocks, where the browser is known to write well in them: `has-runs` in text.css. */
export const blocksWithoutRunsMax = 1_000;
