/** The mark: an S, as a scribe would set it, on rubric. */
import type { ReactElement } from 'react';

export function Mark(): ReactElement {
  return (
    <span className="mark" aria-hidden="true">
      S
    </span>
  );
}
