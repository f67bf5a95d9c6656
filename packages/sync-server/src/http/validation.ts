/** What a schema found wrong with a request, as one sentence. */

interface Invalid {
  readonly issues: readonly { readonly message: string; readonly path: readonly PropertyKey[] }[];
}

export function describeInvalid({ issues }: Invalid): string {
  const faults = issues.map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`));
  return `The request is not valid: ${faults.join('; ')}.`;
}
