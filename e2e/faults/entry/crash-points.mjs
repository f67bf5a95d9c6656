export function crashParts() { return {}; }
