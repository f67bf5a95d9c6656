/** The caret of each other person as an element: its colour, its name, and when the name shows. */
import type { Participant, Presence } from '../sync/presence.ts';
import { blockOf, rectOf } from './run-tree.ts';

/** The name shows so long after someone joined or moved. */
export const labelForMs = 2_000;

/** Room that a name needs to stand to the right of its caret, in pixels. */
const roomBeside = 24;

export class CaretLabels {
  readonly #presence: Presence;
  readonly #namelessLabel: string;
  readonly #carets = new Map<number, HTMLElement>();
  /** Where each caret was as its name was placed. */
  readonly #placedFor = new Map<number, unknown>();
  readonly #unplaced = new Map<HTMLElement, HTMLElement>();
  #unsubscribe: () => void = () => {};
  #fadeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: { readonly presence: Presence; readonly namelessLabel: string }) {
    this.#presence = options.presence;
    this.#namelessLabel = options.namelessLabel;
  }

  open(): void {
    this.#unsubscribe = this.#presence.subscribe(() => this.#refresh());
  }

  close(): void {
    this.#unsubscribe();
    clearTimeout(this.#fadeTimer);
    this.#carets.clear();
    this.#placedFor.clear();
  }

  /** A new element each time: the view makes one where a caret comes into a block. Within it the element moves along. */
  create(clientId: number): HTMLElement {
    const caret = document.createElement('span');
    const label = document.createElement('span');
    caret.setAttribute('aria-hidden', 'true');
    caret.dataset['client'] = String(clientId);
    label.className = 'caret-label';
    // Word joiners on both sides: a line must not break at a caret.
    caret.append('\u2060', label, '\u2060');
    this.#carets.set(clientId, caret);
    this.#paint(clientId, caret);
    this.#placeSoon(caret, label);
    this.#placedFor.set(clientId, this.#presence.caretStates().get(clientId)?.['cursor']);
    return caret;
  }

  /** Call it when carets have been drawn: the names of those that have moved stand where there is room by now. */
  placeMoved(): void {
    const states = this.#presence.caretStates();
    for (const [clientId, caret] of this.#carets) {
      const cursor = states.get(clientId)?.['cursor'];
      const label = caret.querySelector<HTMLElement>('.caret-label');
      if (label === null || cursor === this.#placedFor.get(clientId)) continue;
      this.#placedFor.set(clientId, cursor);
      this.#placeSoon(caret, label);
    }
  }

  /** All of a frame together: reading where one is after another was written would lay out the page for each. */
  #placeSoon(caret: HTMLElement, label: HTMLElement): void {
    this.#unplaced.set(caret, label);
    if (this.#unplaced.size > 1) return;
    requestAnimationFrame(() => {
      const placings = [...this.#unplaced].map(([each, itsLabel]) => [each, placingOf(each, itsLabel)] as const);
      this.#unplaced.clear();
      for (const [each, placing] of placings) {
        each.classList.remove(...allPlacings);
        each.classList.add(...placing);
      }
    });
  }

  #refresh(): void {
    for (const [clientId, caret] of this.#carets) {
      if (this.#presence.participant(clientId) !== null) {
        this.#paint(clientId, caret);
        continue;
      }
      this.#carets.delete(clientId);
      this.#placedFor.delete(clientId);
    }
    clearTimeout(this.#fadeTimer);
    this.#fadeTimer = setTimeout(() => this.#refreshLabels(), labelForMs + 50);
  }

  #refreshLabels(): void {
    for (const [clientId, caret] of this.#carets) this.#paint(clientId, caret);
  }

  #paint(clientId: number, caret: HTMLElement): void {
    const participant = this.#presence.participant(clientId);
    if (participant === null) return;
    const label = caret.querySelector('.caret-label');
    const name = participant.name === '' ? this.#namelessLabel : participant.name;
    if (label !== null && label.textContent !== name) label.textContent = name;
    const placing = [...caret.classList].filter((token) => token.startsWith('is-at-'));
    caret.className = ['caret', `person-${participant.colour}`, ...stateClasses(participant), ...placing].join(' ');
  }
}

function stateClasses({ isAway, joinedAt, activeAt }: Participant): string[] {
  const now = Date.now();
  const isNamed = !isAway && now - Math.max(joinedAt, activeAt) < labelForMs;
  return [...(isAway ? ['is-away'] : []), ...(isNamed ? ['is-named'] : [])];
}

const allPlacings = ['is-at-side', 'is-at-end', 'is-at-top'];

/** Beside the caret where its line is free, else above it; below at the top edge, leftwards at the right edge. */
function placingOf(caret: HTMLElement, label: HTMLElement): string[] {
  const block = caret.parentElement?.closest('p, h1, h2, h3, h4, h5, h6, pre, li');
  const page = caret.closest('.ProseMirror');
  if (!caret.isConnected || !block || page === null || isFarFromWindow(caret, page)) return [];
  const at = caret.getBoundingClientRect();
  if (at.bottom < 0 || at.top > window.innerHeight) return [];
  const width = label.offsetWidth;
  const bounds = page.getBoundingClientRect();
  const bars = [...(page.closest('[data-editor-root]') ?? document).querySelectorAll('[data-sticky-edge]')].map((bar) => bar.getBoundingClientRect());
  // On phones one of them is at the foot.
  const edges = bars.filter(({ top }) => top < window.innerHeight / 2).map(({ bottom }) => bottom);
  if (isLastInLine(caret, block) && at.left + width + roomBeside < bounds.right) return ['is-at-side'];
  return [
    ...(at.left + width > bounds.right ? ['is-at-end'] : []),
    ...(at.top - label.offsetHeight < Math.max(0, ...edges) ? ['is-at-top'] : []),
  ];
}

/** Asked of the block of the document: asking what is inside of it would lay it out, however far it is. */
function isFarFromWindow(caret: HTMLElement, page: Element): boolean {
  const { top, bottom } = rectOf(blockOf(caret, page));
  return bottom < 0 || top > window.innerHeight;
}

function isLastInLine(caret: Element, block: Element): boolean {
  const range = document.createRange();
  range.setStartAfter(caret);
  range.setEndAfter(block.lastChild ?? caret);
  return range.toString().replaceAll('\u2060', '') === '';
}
