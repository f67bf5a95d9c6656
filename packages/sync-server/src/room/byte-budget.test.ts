import { describe, expect, it } from 'vitest';
import { ByteBudget } from './byte-budget.ts';

describe('ByteBudget', () => {
  it('[P43] is exceeded one byte past its limit, and by nothing that is alone', () => {
    const budget = new ByteBudget(10);
    expect(budget.isExceededBy(11)).toBe(false);
    budget.take(4);
    expect(budget.isExceededBy(6)).toBe(false);
    expect(budget.isExceededBy(7)).toBe(true);
    budget.give(4);
    expect(budget.heldBytes).toBe(0);
  });
});
