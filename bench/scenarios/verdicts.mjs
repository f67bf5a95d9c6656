// Figures of ours against what is to be reached.
// @ts-check
import { contestants } from '../contestants/index.mjs';

/** @typedef {import('./index.mjs').Rows} Rows @typedef {import('./index.mjs').Verdict} Verdict */

/**
 * The peer with the lowest figure; null where none was measured.
 * @param {Rows} rows
 * @param {string} key
 * @param {{ isDurable?: boolean, onlyKeepingUp?: boolean }} [only]
 */
export function bestPeer(rows, key, { isDurable, onlyKeepingUp = false } = {}) {
  const peers = contestants.filter(({ id, role, ...peer }) => {
    if (role !== 'peer' || (rows[id]?.[key] ?? null) === null) return false;
    return (isDurable === undefined || peer.isDurable === isDurable) && (!onlyKeepingUp || rows[id]?.['keepsUp'] === true);
  });
  return peers.toSorted((a, b) => rows[a.id]?.[key] - rows[b.id]?.[key])[0]?.id ?? null;
}

/** @param {Rows} rows @param {{ what: string, key: string, to: string | null, most: number }} options @returns {Verdict} */
export function ratioTo(rows, { what, key, to, most }) {
  const label = contestants.find(({ id }) => id === to)?.label;
  const target = `≤ ${fraction(most)} of ${label ?? 'the best peer'}`;
  const [mine, other] = [rows['ours']?.[key] ?? null, to === null ? null : (rows[to]?.[key] ?? null)];
  if (mine === null || other === null) return { what, target, measured: to === null ? 'no peer to compare with' : '–', isReached: null };
  return { what, target, measured: `${(mine / other).toFixed(3)} ×`, isReached: mine <= other * most };
}

/** @param {Rows} rows @param {{ what: string, key: string, most: number, unit: string }} options @returns {Verdict} */
export function atMost(rows, { what, key, most, unit }) {
  const measured = rows['ours']?.[key] ?? null;
  return { what, target: `≤ ${most} ${unit}`, measured: measured === null ? '–' : `${measured.toFixed(measured < 1 ? 2 : 1)} ${unit}`, isReached: measured === null ? null : measured <= most };
}

/** Something that is so or not. @param {Rows} rows @param {{ what: string, key: string }} options @returns {Verdict} */
export function value(rows, { what, key }) {
  const measured = rows['ours']?.[key] ?? null;
  return { what, target: 'yes', measured: measured === null ? '–' : measured ? 'yes' : 'no', isReached: measured };
}

/** @param {number} share */
function fraction(share) {
  const whole = Math.round(1 / share);
  return share < 1 && Math.abs(share - 1 / whole) < 1e-9 ? `1/${whole}` : `${share} ×`;
}
