/** The second door: one table says who may do what to which document. Every message and every API request passes it. */
import type { Identity } from './identity.ts';

export type Action = 'read' | 'write' | 'awareness' | 'create' | 'rename' | 'delete' | 'list';

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/** `documentId` is null where the action is on no document in particular: `list`, and `create` without a name. */
export type Authorize = (identity: Identity, documentId: string | null, action: Action) => Decision;

interface Row {
  readonly fits: (identity: Identity, documentId: string | null, action: Action) => boolean;
  readonly decision: Decision;
}

const everything: ReadonlySet<Action> = new Set(['read', 'write', 'awareness', 'create', 'rename', 'delete', 'list']);

/** The first row that fits decides. The last one fits always, and says no. */
const table: readonly Row[] = [
  {
    fits: (identity, _documentId, action) => identity.kind === 'anonymous' && everything.has(action),
    decision: Object.freeze({ allowed: true }),
  },
  {
    fits: () => true,
    decision: Object.freeze({ allowed: false, reason: 'You are not allowed to do that here; ask whoever runs this server.' }),
  },
];

export const authorize: Authorize = (identity, documentId, action) => {
  const row = table.find(({ fits }) => fits(identity, documentId, action));
  return row?.decision ?? { allowed: false, reason: 'You are not allowed to do that here.' };
};
