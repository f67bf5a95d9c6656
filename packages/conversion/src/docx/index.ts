/** Word documents, apart from the rest: what reads and writes them is large. */
export { readPicture } from './picture.ts';
export { readDocx } from './read-docx.ts';
export { writeDocx } from './write-docx.ts';
