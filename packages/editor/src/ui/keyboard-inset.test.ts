import { expect, test } from 'vitest';
import { watchKeyboard } from './keyboard-inset.ts';

function scene(): { readonly view: Window; readonly viewport: EventTarget & { height: number; offsetTop: number; scale: number }; readonly root: HTMLElement; readonly inset: () => string } {
  const viewport = Object.assign(new EventTarget(), { height: 800, offsetTop: 0, scale: 1 });
  let inset = '';
  const style = { setProperty: (_name: string, value: string) => (inset = value) };
  return { view: { innerHeight: 800, visualViewport: viewport } as unknown as Window, viewport, root: { style } as unknown as HTMLElement, inset: () => inset };
}

test('what the keyboard covers is told as it comes and goes, and not while the page is zoomed in', () => {
  const { view, viewport, root, inset } = scene();
  const stop = watchKeyboard(root, view);
  expect(inset()).toBe('0px');
  viewport.height = 480;
  viewport.dispatchEvent(new Event('resize'));
  expect(inset()).toBe('320px');
  viewport.offsetTop = 20;
  viewport.dispatchEvent(new Event('scroll'));
  expect(inset()).toBe('300px');
  viewport.scale = 2;
  viewport.dispatchEvent(new Event('resize'));
  expect(inset()).toBe('0px');
  stop();
  viewport.scale = 1;
  viewport.dispatchEvent(new Event('resize'));
  expect(inset()).toBe('0px');
});
