/** Who somebody is, as far as that was proven. */

/** In open mode nobody proves anything. */
export type Identity = { readonly kind: 'anonymous' };

export const anonymous: Identity = Object.freeze({ kind: 'anonymous' });

/** Two sessions of one person have the same key; null where nothing was proven. */
export function identityKey(identity: Identity): string | null {
  switch (identity.kind) {
    case 'anonymous':
      return null;
  }
}
