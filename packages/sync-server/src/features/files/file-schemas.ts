/** What goes in and out of the routes of files, as schemas. */
import { z } from '@hono/zod-openapi';

export interface FileBody {
  id: string;
  url: string;
  name: string;
  bytes: number;
  type: string;
}

export const fileSchema: z.ZodType<FileBody> = z
  .object({
    id: z.string().openapi({ description: 'The SHA-256 of its bytes, in base64url' }),
    url: z.string().openapi({ description: 'Where it is served; a document that shows or links it keeps it' }),
    name: z.string(),
    bytes: z.int(),
    type: z.string().openapi({ description: 'As its first bytes say; images are shown, the rest is handed out to be saved' }),
  })
  .openapi('File');

export const filesSchema: z.ZodType<{ files: FileBody[] }> = z.object({ files: z.array(fileSchema) });

const nameLengthMax = 255;

export const uploadQuery: z.ZodObject<{ name: z.ZodType<string, string | undefined> }> = z.object({
  name: z
    .string()
    .max(nameLengthMax, `at most ${nameLengthMax} characters`)
    .refine((name) => name.isWellFormed(), 'valid Unicode')
    .transform(nameOf)
    .default('file')
    .openapi({ description: 'The name that it is saved under' }),
});

export const documentParameters: z.ZodObject<{ id: z.ZodString }> = z.object({
  id: z.string().openapi({ description: "The document's name, percent-encoded as one segment" }),
});

export const fileParameters: z.ZodObject<{ file: z.ZodString }> = z.object({ file: z.string() });

/** The last part of a path, without what a file system or a header could take for something else. */
function nameOf(text: string): string {
  const last = text.split(/[/\\]/).at(-1) ?? '';
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  const clean = last.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069"<>:|?*]/g, '').trim();
  return clean === '' || clean === '.' || clean === '..' ? 'file' : clean;
}
