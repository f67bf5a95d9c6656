/** Text as it is compared with what was typed: without case and accents, so that "uberschrift" finds "Überschrift". */

export function foldText(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
