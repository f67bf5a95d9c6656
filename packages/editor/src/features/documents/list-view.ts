/** Which part of the documents the list shows; it stands in the address, so that the back button and a link know it. */
import { useSearch } from 'wouter/use-browser-location';

export const views = ['all', 'recent', 'starred', 'templates', 'trash'] as const;
export type ListView = (typeof views)[number];

export function readView(search: string): ListView {
  const asked = new URLSearchParams(search).get('view');
  return views.find((view) => view === asked) ?? 'all';
}

export function viewPath(view: ListView): string {
  return view === 'all' ? '/' : `/?view=${view}`;
}

export function useView(): ListView {
  return readView(useSearch());
}
