/** The outline of a list that is on its way. */
import type { ReactElement } from 'react';

export function LoadingRows({ label }: { readonly label: string }): ReactElement {
  return (
    <div className="rows is-loading" role="status" aria-label={label} aria-busy="true">
      {[62, 44, 71, 38].map((width) => (
        <div className="row" key={width}>
          <span className="row-link">
            <span className={`bone is-${width}`} />
            <span className="bone is-time" />
          </span>
        </div>
      ))}
    </div>
  );
}
