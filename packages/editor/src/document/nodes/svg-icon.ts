/** An icon for node views, which have no React: an outline in the style of the page's other icons. */

const namespace = 'http://www.w3.org/2000/svg';

export function svgIcon(outline: string): SVGSVGElement {
  const icon = document.createElementNS(namespace, 'svg');
  const path = document.createElementNS(namespace, 'path');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('class', 'lucide is-drawn');
  icon.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', outline);
  icon.append(path);
  return icon;
}
