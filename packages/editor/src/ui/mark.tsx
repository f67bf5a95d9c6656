/** The mark: an S, as a scribe would set it, on rubric. */
import type { ReactElement } from 'react';

/** The outline of Literata's bold S; index.html and the favicon have the same. */
const outline =
  'M15.6 6.1L16.9 6.2L18.1 6.4L19.5 7L20.5 7.6L20.8 6.1L21.1 6.2L21.9 12L21.5 12L20.6 9.6L19.6 8.1L19 7.5L18.4 7.' +
  '1L17.6 6.7L17.1 6.6L15.9 6.6L15.1 6.7L14.5 6.9L13.8 7.4L13.4 7.9L13.1 8.7L13 9.4L13 10.3L13.1 10.9L13.4 11.6L1' +
  '3.8 12.1L14.5 12.7L15.8 13.4L19.5 14.9L20.7 15.7L21.5 16.4L22.2 17.3L22.6 18.2L22.8 18.9L22.8 19.8L22.7 21.1L2' +
  '2.3 22.3L21.6 23.3L20.6 24.3L19.1 25.3L17.9 25.7L16.5 25.9L15.2 25.9L14 25.7L13.1 25.4L11.9 24.9L10.7 24.2L10.' +
  '2 25.9L9.8 25.9L9.4 19.6L9.8 19.5L10.2 20.8L10.7 21.9L11.3 23L12 23.8L13.3 24.8L14.1 25.2L15.1 25.4L16.4 25.4L' +
  '17.3 25.2L18 24.8L18.6 24.3L19.1 23.5L19.3 22.6L19.3 21.5L19 20.5L18.5 19.7L17.4 18.8L16.3 18.2L12.9 16.9L12 1' +
  '6.3L11.2 15.7L10.5 15L9.9 14L9.6 13L9.5 11.9L9.6 10.8L9.9 9.9L10.5 8.7L11.2 7.9L12.1 7.2L13.2 6.7L14.4 6.3z';

export function Mark(): ReactElement {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d={outline} />
    </svg>
  );
}
