/** What goes in and out of the chat, as schemas. */
import { z } from '@hono/zod-openapi';

export interface MessageBody {
  id: number;
  at: string;
  name: string;
  colour: number | null;
  text: string;
}

const textLengthMax = 4_000;
const nameLengthMax = 80;

export const messageSchema: z.ZodType<MessageBody> = z
  .object({
    id: z.int().openapi({ description: 'Rises with each message of a document' }),
    at: z.iso.datetime(),
    name: z.string(),
    colour: z.int().nullable(),
    text: z.string(),
  })
  .openapi('ChatMessage');

export const messagesSchema: z.ZodType<{ messages: MessageBody[] }> = z.object({ messages: z.array(messageSchema) });

const wellFormed = (text: string): boolean => text.isWellFormed();

export interface PostBody {
  name: string;
  colour?: number | undefined;
  text: string;
}

export const postSchema: z.ZodType<PostBody, PostBody> = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'say who you are')
    .max(nameLengthMax, `at most ${nameLengthMax} characters`)
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/, 'one line, without control characters')
    .refine(wellFormed, 'valid Unicode')
    .openapi({ description: 'As in the presence of the one who writes' }),
  colour: z
    .int('a number of the palette')
    .min(0, 'a number of the palette')
    .max(255, 'a number of the palette')
    .optional()
    .openapi({ description: 'As in the presence of the one who writes' }),
  text: z
    .string()
    .trim()
    .min(1, 'say something')
    .max(textLengthMax, `at most ${textLengthMax} characters`)
    .refine(wellFormed, 'valid Unicode'),
});

export const documentParameters: z.ZodObject<{ id: z.ZodString }> = z.object({
  id: z.string().openapi({ description: "The document's name, percent-encoded as one segment" }),
});

export const afterQuery: z.ZodObject<{ after: z.ZodType<number, string | undefined> }> = z.object({
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'the id of a message')
    .transform(Number)
    .default(0)
    .openapi({ type: 'integer', description: 'Only messages after this one' }),
});
