/** A document of a page with a newer schema, or another: of what this schema does not know, the content is kept. */
import type { Schema } from '@tiptap/pm/model';

interface NodeJson {
  readonly type: string;
  readonly content?: readonly NodeJson[];
  readonly marks?: readonly { readonly type: string }[];
}

/** Takes what y-tiptap makes of a fragment. */
export function withoutUnknown(schema: Schema, json: unknown): object {
  const known = contentOf(schema, json as NodeJson);
  const blocks = known.map((node) => (schema.nodes[node.type]?.isInline === true ? { type: 'paragraph', content: [node] } : node));
  return { type: schema.topNodeType.name, content: blocks.length === 0 ? [{ type: 'paragraph' }] : blocks };
}

function contentOf(schema: Schema, { content = [] }: NodeJson): readonly NodeJson[] {
  return content.flatMap((node) => {
    if (schema.nodes[node.type] === undefined) return contentOf(schema, node);
    const marks = (node.marks ?? []).filter(({ type }) => schema.marks[type] !== undefined);
    const inner = node.content === undefined ? {} : { content: contentOf(schema, node) };
    return [{ ...node, ...inner, ...(node.marks === undefined ? {} : { marks }) }];
  });
}
