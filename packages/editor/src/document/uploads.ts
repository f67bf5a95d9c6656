/** Files on their way into the text: where each belongs, how far it is, and what went wrong. Nothing of it is in the document until it has arrived. */
import type { Editor } from '@tiptap/core';
import type { Slice } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { dropPoint, insertPoint } from '@tiptap/pm/transform';
import { Decoration, DecorationSet, type EditorProps, type EditorView } from '@tiptap/pm/view';
import { cleanHtml } from './clean-html.ts';
import { giveProps } from './late-props.ts';
import { PictureTray } from './pasted-pictures.ts';
import { type SharedPlace, fromShared, toShared } from './shared-place.ts';

export interface UploadedFile {
  readonly url: string;
  readonly name: string;
  readonly type: string;
}

export interface UploadOptions {
  readonly upload: (file: File, options: { readonly onProgress: (part: number) => void; readonly signal: AbortSignal }) => Promise<UploadedFile>;
  readonly words: {
    readonly uploading: (name: string) => string;
    readonly retry: string;
    readonly dismiss: string;
    readonly cancel: string;
  };
  /** Why it failed, as a sentence. */
  readonly faultOf: (error: unknown, file: File) => string;
  readonly onDone: (file: File) => void;
  readonly onFault: (message: string) => void;
}

/** A file, and where it belongs: relative to the shared text, since others write meanwhile. */
export interface PlacedFile {
  readonly file: File;
  /** The description that it came with. */
  readonly alt: string | null;
  readonly place: SharedPlace;
}

interface Upload extends PlacedFile {
  readonly id: number;
  readonly element: HTMLElement;
  readonly cancel: AbortController;
}

/** At once; the rest waits. */
export const uploadsMax = 3;

export class Uploads {
  readonly #editor: Editor;
  readonly #options: UploadOptions;
  readonly #uploads = new Map<number, Upload>();
  readonly #waiting: Upload[] = [];
  readonly #leave: () => void;
  /** Of the HTML that is being pasted or dropped. */
  #tray = new PictureTray();
  #running = 0;
  #nextId = 1;

  constructor(editor: Editor, options: UploadOptions) {
    this.#editor = editor;
    this.#options = options;
    this.#leave = giveProps(editor, 'uploads', this.#props());
  }

  /** Something would be lost by leaving now. */
  get isBusy(): boolean {
    return this.#uploads.size > 0;
  }

  /** At a position of the text, or at the selection. */
  add(files: readonly File[], pos: number = this.#editor.state.selection.to, alt: string | null = null): void {
    this.resume(files.map((file) => ({ file, alt, place: toShared(this.#editor.state, pos) })));
  }

  /** Behind the text, where the person is brought to. */
  addAtEnd(files: readonly File[]): void {
    this.add(files, this.#editor.state.doc.content.size);
    [...this.#uploads.values()].at(-1)?.element.scrollIntoView({ block: 'nearest' });
  }

  /** What another editor of the same text had not finished. */
  resume(files: readonly PlacedFile[]): void {
    if (files.length === 0) return;
    for (const { file, alt, place } of files) {
      const upload: Upload = { id: this.#nextId++, file, alt, place, element: document.createElement('div'), cancel: new AbortController() };
      upload.element.className = 'upload';
      upload.element.contentEditable = 'false';
      this.#uploads.set(upload.id, upload);
      this.#waiting.push(upload);
      this.#paint(upload, { kind: 'progress', part: 0 });
    }
    this.#redraw();
    this.#next();
  }

  /** Gives what has not arrived. */
  close(): readonly PlacedFile[] {
    const unfinished = [...this.#uploads.values()].map(({ file, alt, place }) => ({ file, alt, place }));
    for (const { cancel } of this.#uploads.values()) cancel.abort();
    this.#uploads.clear();
    this.#waiting.length = 0;
    this.#leave();
    if (unfinished.length > 0) this.#redraw();
    return unfinished;
  }

  #next(): void {
    while (this.#running < uploadsMax) {
      const upload = this.#waiting.shift();
      if (upload === undefined) return;
      this.#running++;
      // Never rejects.
      void this.#run(upload);
    }
  }

  async #run(upload: Upload): Promise<void> {
    const { file, cancel } = upload;
    try {
      const stored = await this.#options.upload(file, { signal: cancel.signal, onProgress: (part) => this.#paint(upload, { kind: 'progress', part }) });
      if (!this.#uploads.has(upload.id)) return;
      this.#arrive(upload, stored);
      this.#options.onDone(file);
    } catch (error) {
      if (!this.#uploads.has(upload.id)) return;
      const message = this.#options.faultOf(error, file);
      this.#paint(upload, { kind: 'fault', message });
      this.#options.onFault(message);
    } finally {
      this.#running--;
      this.#next();
    }
  }

  /** One step of the person's own, so that undo takes it back. */
  #arrive(upload: Upload, { url, name, type }: UploadedFile): void {
    const { state, view, schema } = this.#editor;
    const pos = fromShared(state, upload.place) ?? state.doc.content.size;
    this.#uploads.delete(upload.id);
    const { tr } = state;
    const { image, paragraph } = schema.nodes;
    if (!type.startsWith('image/') || image === undefined) {
      const { link } = schema.marks;
      const text = schema.text(name, link === undefined ? [] : [link.create({ href: url })]);
      const $pos = state.doc.resolve(pos);
      const isText = $pos.parent.inlineContent && link !== undefined && $pos.parent.type.allowsMarkType(link);
      if (isText) tr.insert(pos, text);
      else if (paragraph !== undefined) tr.insert(insertPoint(state.doc, pos, paragraph) ?? state.doc.content.size, paragraph.create(null, text));
    } else {
      const $pos = state.doc.resolve(pos);
      const node = image.create({ src: url, alt: upload.alt });
      const isEmptyLine = $pos.parent.type === paragraph && $pos.parent.content.size === 0;
      const at = insertPoint(state.doc, $pos.depth === 0 ? pos : $pos.after(), image) ?? state.doc.content.size;
      if (isEmptyLine && $pos.node(-1).canReplaceWith($pos.index(-1), $pos.index(-1) + 1, image)) tr.replaceWith($pos.before(), $pos.after(), node);
      else tr.insert(at, node);
      // A line to go on in.
      if (tr.doc.lastChild?.type === image && paragraph !== undefined) tr.insert(tr.doc.content.size, paragraph.create());
    }
    view.dispatch(tr);
  }

  #remove(upload: Upload): void {
    this.#uploads.delete(upload.id);
    upload.cancel.abort();
    this.#redraw();
    this.#editor.view.focus();
  }

  #retry(upload: Upload): void {
    this.#waiting.push(upload);
    this.#paint(upload, { kind: 'progress', part: 0 });
    this.#next();
  }

  #paint(upload: Upload, shown: { readonly kind: 'progress'; readonly part: number } | { readonly kind: 'fault'; readonly message: string }): void {
    const { words } = this.#options;
    const { element, file } = upload;
    if (shown.kind === 'progress') {
      const known = element.querySelector('progress');
      if (known !== null) {
        known.value = shown.part;
        return;
      }
      const progress = document.createElement('progress');
      progress.value = shown.part;
      progress.setAttribute('aria-label', words.uploading(file.name));
      element.className = 'upload';
      element.replaceChildren(label(words.uploading(file.name)), progress, button(words.cancel, () => this.#remove(upload)));
      return;
    }
    element.className = 'upload is-failed';
    element.replaceChildren(label(shown.message), button(words.retry, () => this.#retry(upload)), button(words.dismiss, () => this.#remove(upload)));
  }

  #redraw(): void {
    if (!this.#editor.isDestroyed) this.#editor.view.dispatch(this.#editor.state.tr.setMeta('addToHistory', false));
  }

  #props(): EditorProps {
    return {
      decorations: (state) => this.#decorations(state),
      transformPastedHTML: (html) => {
        const tray = (this.#tray = new PictureTray());
        return cleanHtml(html, { onPicture: (src, alt) => tray.put(src, alt) });
      },
      handlePaste: (view, event, slice) => this.#takePasted(view, event) || this.#takePictures(view, view.state.tr.replaceSelection(slice)),
      handleDrop: (view, event, slice) => this.#takeDropped(view, event) || this.#takeDroppedPictures(view, event, slice),
    };
  }

  #decorations(state: EditorState): DecorationSet | null {
    if (this.#uploads.size === 0) return null;
    const widgets = [...this.#uploads.values()].map(({ id, place, element }) => {
      const pos = Math.min(fromShared(state, place) ?? state.doc.content.size, state.doc.content.size);
      const $pos = state.doc.resolve(pos);
      return Decoration.widget($pos.depth === 0 ? pos : $pos.after(1), element, { key: `upload-${id}`, side: id, ignoreSelection: true, stopEvent: () => true });
    });
    return DecorationSet.create(state.doc, widgets);
  }

  /** Word and browsers put pictures beside what is text; only what is nothing but files is one. */
  #takePasted(view: EditorView, { clipboardData }: ClipboardEvent): boolean {
    const files = [...(clipboardData?.files ?? [])];
    if (files.length === 0 || !view.editable || clipboardData?.getData('text/plain') !== '') return false;
    this.add(files);
    return true;
  }

  /** What came with the text is put where it stood; the text is there at once. */
  #takePictures(view: EditorView, tr: Transaction): boolean {
    if (this.#tray.isEmpty || !view.editable) return false;
    const pictures = this.#tray.take(tr);
    view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
    for (const { file, alt, pos } of pictures) this.add([file], pos, alt === '' ? null : alt);
    return true;
  }

  #takeDroppedPictures(view: EditorView, event: DragEvent, slice: Slice): boolean {
    if (this.#tray.isEmpty) return false;
    const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.doc.content.size;
    const at = dropPoint(view.state.doc, pos, slice) ?? pos;
    event.preventDefault();
    return this.#takePictures(view, view.state.tr.replaceRange(at, at, slice));
  }

  #takeDropped(view: EditorView, event: DragEvent): boolean {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0 || !view.editable) return false;
    event.preventDefault();
    this.add(files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.doc.content.size);
    return true;
  }
}

function label(text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'upload-label';
  element.textContent = text;
  return element;
}

function button(text: string, press: () => void): HTMLElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'button is-quiet';
  element.textContent = text;
  element.addEventListener('mousedown', (event) => event.preventDefault());
  element.addEventListener('click', press);
  return element;
}
