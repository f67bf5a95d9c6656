// Why a figure was not reached and what was tried; shown beside it for as long as it is not.
// @ts-check

/** By scenario and, within it, by what was to be reached. @type {Record<string, Record<string, string>>} */
export const reasons = {};
