/** Of a text with more blocks only those near the window are laid out: `is-long` in text.css. */
export const shortBlocksMax = 60;
