/** Roles: what an identity may do to a document. */

/** `writer` may change the document; `reader` sees it and is seen. */
export type Role = 'writer' | 'reader';

export function canWrite(role: Role): boolean {
  switch (role) {
    case 'writer':
      return true;
    case 'reader':
      return false;
  }
}
