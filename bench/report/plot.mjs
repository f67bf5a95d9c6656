// A line plot as SVG: sizes along a logarithmic axis, cost upwards, one line a contestant.
// @ts-check

const width = 720;
const height = 380;
const frame = { left: 70, right: 180, top: 24, bottom: 52 };
const palette = ['#2f6fdd', '#c2571a', '#3a8f5b', '#8a4fbf', '#777777'];

/**
 * @typedef {{ label: string, values: readonly (number | null)[] }} Line
 * @param {{ x: string, y: string, sizes: readonly number[], lines: readonly Line[] }} options
 */
export function plot({ x, y, sizes, lines }) {
  const most = Math.max(1, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const top = niceAbove(most);
  const [first = 1] = sizes;
  const span = Math.log((sizes.at(-1) ?? first) / first) || 1;
  const atX = (/** @type {number} */ size) => frame.left + (Math.log(size / first) / span) * (width - frame.left - frame.right);
  const atY = (/** @type {number} */ value) => height - frame.bottom - (value / top) * (height - frame.top - frame.bottom);
  const parts = [
    ...[0, 0.25, 0.5, 0.75, 1].map((share) => gridLine(atY(top * share), label(top * share))),
    ...sizes.map((size) => text({ x: atX(size), y: height - frame.bottom + 20, anchor: 'middle', content: label(size) })),
    text({ x: (frame.left + width - frame.right) / 2, y: height - 10, anchor: 'middle', content: x }),
    text({ x: 12, y: 14, anchor: 'start', content: y }),
    ...lines.map((line, index) => drawLine(line, palette[index % palette.length] ?? '#000', { sizes, atX, atY, index })),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13">
<rect width="${width}" height="${height}" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`;
}

/**
 * @param {Line} line
 * @param {string} color
 * @param {{ sizes: readonly number[], atX: (size: number) => number, atY: (value: number) => number, index: number }} scale
 */
function drawLine({ label: name, values }, color, { sizes, atX, atY, index }) {
  const points = sizes.flatMap((size, at) => {
    const value = values[at] ?? null;
    return value === null ? [] : [{ x: atX(size).toFixed(1), y: atY(value).toFixed(1) }];
  });
  const legendY = frame.top + 12 + index * 22;
  return [
    `<polyline fill="none" stroke="${color}" stroke-width="2.5" points="${points.map((point) => `${point.x},${point.y}`).join(' ')}"/>`,
    ...points.map((point) => `<circle cx="${point.x}" cy="${point.y}" r="4" fill="${color}"/>`),
    `<rect x="${width - frame.right + 16}" y="${legendY - 9}" width="12" height="12" fill="${color}"/>`,
    text({ x: width - frame.right + 34, y: legendY + 2, anchor: 'start', content: name }),
  ].join('\n');
}

/** @param {number} y @param {string} content */
function gridLine(y, content) {
  return `<line x1="${frame.left}" x2="${width - frame.right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" stroke="#dddddd"/>\n${text({ x: frame.left - 8, y: y + 4, anchor: 'end', content })}`;
}

/** @param {{ x: number, y: number, anchor: string, content: string }} options */
function text({ x, y, anchor, content }) {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="#333333">${content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
}

/** @param {number} value */
function label(value) {
  return value >= 100 || Number.isInteger(value) ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

/** @param {number} value */
function niceAbove(value) {
  const step = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((factor) => factor * step).find((nice) => nice >= value) ?? value;
}
