/** A document's title stands outside of its text; in a file it is the first heading. */
import type { Node } from '@tiptap/pm/model';
import { Fragment } from '@tiptap/pm/model';

export interface TitledDocument {
  /** Null where there is none. */
  readonly title: string | null;
  readonly body: Node;
}

/** Takes a heading of the first level from the very beginning as the title. */
export function splitTitle(document: Node): TitledDocument {
  const first = document.firstChild;
  const title = first?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
  if (first?.type.name !== 'heading' || first.attrs['level'] !== 1 || title === '') return { title: null, body: document };
  const rest = document.content.cut(first.nodeSize);
  const body = document.type.createAndFill(document.attrs, rest);
  return { title, body: body ?? document };
}

/** The other way round. */
export function joinTitle({ title, body }: TitledDocument): Node {
  const { heading } = body.type.schema.nodes;
  if (title === null || title === '' || heading === undefined) return body;
  const first = heading.create({ level: 1 }, body.type.schema.text(title));
  return body.type.create(body.attrs, Fragment.from(first).append(body.content));
}
