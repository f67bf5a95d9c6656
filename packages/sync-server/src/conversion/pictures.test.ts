/** Pictures in Word documents, both ways: what is written, mammoth reads back. [E5, E8] */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { readHtml, readMarkdown, writeMarkdown } from '@scriptorium/conversion';
import { readDocx, readPicture, writeDocx } from '@scriptorium/conversion/docx';
import { createSchema } from '@scriptorium/editor/schema';
import { parseHTML } from 'linkedom';
import { afterEach, expect, test } from 'vitest';
import { conversion } from '../features/conversion/conversion.ts';
import { files } from '../features/files/files.ts';
import { openHttpScene, type Answer, type HttpScene } from '../testing/http-scene.ts';
import { partOfDocx } from './testing/part-of-docx.ts';

const schema = createSchema();

/** A PNG as far as anybody looks: its size, and bytes that tell it from others. */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  bytes.write('IHDR', 12);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.set(deflateSync(Buffer.from(`${width}x${height}`)).subarray(0, 16), 40);
  return new Uint8Array(bytes);
}

const idOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0]);
const gif = new Uint8Array([...Buffer.from('GIF89a'), 20, 0, 10, 0, 0, 0, 0]);

let scene: HttpScene | undefined;
afterEach(async () => {
  await scene?.close();
  scene = undefined;
});

test.each([
  ['PNG', png(300, 200), { type: 'png', width: 300, height: 200 }],
  ['JPEG', jpeg, { type: 'jpg', width: 40, height: 30 }],
  ['GIF', gif, { type: 'gif', width: 20, height: 10 }],
  ['text', new TextEncoder().encode('no picture'), null],
  ['a JPEG that ends early', jpeg.slice(0, 12), null],
  ['a picture of no width', png(0, 10), null],
  ['nothing', new Uint8Array(), null],
])('[E5] %s is known by its bytes', (_what, bytes, picture) => {
  expect(readPicture(bytes)).toEqual(picture);
});

test.each([['png', png(1_200, 800)], ['jpg', jpeg], ['gif', gif]])('[E5] mammoth reads back the very bytes of a %s, with its words, where it stood', async (_type, bytes) => {
  const markdown = 'before\n\n![A hill & more](/api/files/abc "Seen from the north")\n\nafter\n\n![](/api/files/abc)\n';
  const found: Uint8Array[] = [];
  const html = await readDocx(await writeDocx({ title: null, body: readMarkdown(schema, markdown) }, { pictureOf: (src) => (src === '/api/files/abc' ? bytes : null) }), {
    onPicture: (picture) => {
      found.push(picture);
      return '/api/files/abc';
    },
  });
  expect(found).toEqual([bytes, bytes]);
  const body = readHtml(schema, parseHTML(`<!doctype html><html><body>${html}</body></html>`).document.body);
  body.check();
  expect(writeMarkdown(body)).toBe(markdown);
});

test('[E5] a picture that is not kept leaves its words, and so does one that is not at hand', async () => {
  const body = readMarkdown(schema, 'before\n\n![A hill](/api/files/abc "From the north")\n');
  expect(await readDocx(await writeDocx({ title: null, body }, { pictureOf: () => jpeg }))).toBe('<p>before</p><p>A hill</p><p>From the north</p>');
  expect(await readDocx(await writeDocx({ title: null, body }))).toContain('A hill — From the north');
});

test.each([
  ['as it is', [300, 200], null, [300, 200]],
  ['as wide as it was made', [300, 200], 150, [150, 100]],
  ['no wider than a page', [1_200, 600], 900, [600, 300]],
  ['no higher than a page', [100, 8_600], null, [10, 860]],
  ['and no thinner than can be', [1, 4_000_000_000], null, [1, 860]],
  ['with a width that is none', [300, 200], 'wide', [300, 200]],
  ['with one below nothing', [300, 200], -5, [300, 200]],
] as const)('[E5] a picture is shown %s', async (_how, [width, height], wanted, [across, down]) => {
  const image = schema.nodes['image']?.create({ src: '/api/files/abc', width: wanted });
  const body = schema.topNodeType.create(null, image);
  const file = await writeDocx({ title: null, body }, { pictureOf: () => png(width, height) });
  const emuPerPixel = 9_525;
  expect(partOfDocx(file, 'word/document.xml')).toContain(`<wp:extent cx="${across * emuPerPixel}" cy="${down * emuPerPixel}"/>`);
});

const path = '/api/documents';

async function bring(opened: HttpScene, id: string, bytes: Uint8Array): Promise<Answer> {
  return await opened.send(`${path}/import?format=docx&id=${id}`, { method: 'POST', body: bytes, headers: { 'content-type': 'application/octet-stream' } });
}

async function word(...pictures: readonly Uint8Array[]): Promise<Uint8Array> {
  const body = readMarkdown(schema, pictures.map((_, at) => `![p${at}](/api/files/p${at})`).join('\n\n'));
  return await writeDocx({ title: 'Pictures', body }, { pictureOf: (src) => pictures[Number(src.slice('/api/files/p'.length))] ?? null });
}

test('[E8] pictures of a Word document become files of the new document, and go out with it again', async () => {
  const opened = (scene = await openHttpScene({ features: [conversion, files] }));
  const [one, two] = [png(10, 10), png(20, 20)];
  expect((await bring(opened, 'a', await word(one, two, one))).status).toBe(201);
  const listed = (await opened.send(`${path}/a/files`)).json() as { files: { id: string; type: string }[] };
  expect(listed.files.map(({ id, type }) => [id, type])).toEqual([[idOf(one), 'image/png'], [idOf(two), 'image/png']]);
  expect((await opened.send(`/api/files/${idOf(one)}`)).bytes).toEqual(Buffer.from(one));
  expect((await opened.send(`${path}/a/export?format=md`)).text).toBe(`# Pictures\n\n![p0](/api/files/${idOf(one)})\n\n![p1](/api/files/${idOf(two)})\n\n![p2](/api/files/${idOf(one)})\n`);
  const again: Uint8Array[] = [];
  await readDocx((await opened.send(`${path}/a/export?format=docx`)).bytes, { onPicture: (bytes) => (again.push(bytes), null) });
  expect(again).toEqual([one, two, one]);
});

test('[E8] a picture that is refused refuses the document: nothing of either is stored', async () => {
  const opened = (scene = await openHttpScene({ features: [conversion, files], config: { fileSizeMaxMiB: 1 } }));
  const large = new Uint8Array(1_024 * 1_024 + 1);
  large.set(png(9, 9));
  const answer = await bring(opened, 'a', await word(png(10, 10), large));
  expect([answer.status, answer.json()]).toMatchObject([413, { detail: expect.stringMatching(/picture.*too large.*1 MiB.*Nothing was stored/) }]);
  expect((await opened.memory.store.list({ limit: 1 })).documents).toEqual([]);
  expect((await opened.send(`/api/files/${idOf(png(10, 10))}`)).status).toBe(404);
});

test('[E8] a name that is taken is 409, and the files of the document that has it stay', async () => {
  const opened = (scene = await openHttpScene({ features: [conversion, files] }));
  await bring(opened, 'a', await word(png(10, 10)));
  expect((await bring(opened, 'a', await word(png(30, 30)))).status).toBe(409);
  expect(((await opened.send(`${path}/a/files`)).json() as { files: unknown[] }).files).toHaveLength(1);
});
