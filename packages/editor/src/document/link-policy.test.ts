import { expect, test } from 'vitest';
import { checkLink, isAllowedLink, isWorthLinking } from './link-policy.ts';

test('http, https and mailto are allowed as they are', () => {
  for (const href of ['https://example.org/a?b#c', 'http://localhost:3000', 'mailto:ana@example.org', 'HTTPS://EXAMPLE.ORG']) {
    expect(checkLink(` ${href} `)).toEqual({ isAllowed: true, href });
  }
});

test('an address without a scheme gets one', () => {
  expect(checkLink('example.org/page')).toEqual({ isAllowed: true, href: 'https://example.org/page' });
  expect(checkLink('example.org:8080/page')).toEqual({ isAllowed: true, href: 'https://example.org:8080/page' });
  expect(checkLink('localhost:3000')).toEqual({ isAllowed: true, href: 'https://localhost:3000' });
  expect(checkLink('//example.org')).toEqual({ isAllowed: true, href: 'https://example.org' });
  expect(checkLink('ana@example.org')).toEqual({ isAllowed: true, href: 'mailto:ana@example.org' });
});

test('every other scheme is refused by name, however it is written', () => {
  const refused = ['javascript:alert(1)', ' JavaScript:alert(1)', 'java\tscript:alert(1)', '\u0001javascript:alert(1)', 'java\u200bscript:x',
    'javascript :alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'ftp://example.org', 'blob:https://example.org/x', 'tel:123',
    'javascript:80'];
  for (const href of refused) {
    const check = checkLink(href);
    expect(check.isAllowed, href).toBe(false);
    if (/^\W*j/i.test(href)) expect(check, href).toEqual({ isAllowed: false, fault: 'scheme', scheme: 'javascript' });
    expect(isAllowedLink(href), href).toBe(false);
  }
});

test('what is no address is refused as such', () => {
  for (const href of ['https://', 'two words', 'mailto:', 'mailto:nobody', 'https:///x']) {
    expect(checkLink(href), href).toEqual({ isAllowed: false, fault: 'malformed' });
  }
  expect(checkLink('  ')).toEqual({ isAllowed: false, fault: 'empty' });
});

test('while typing only what is an address becomes a link', () => {
  for (const text of ['https://example.org', 'example.org', 'mailto:ana@example.org', 'ana@example.org']) expect(isWorthLinking(text), text).toBe(true);
  for (const text of ['localhost', '192.168.1.1', 'javascript:alert(1)', 'ftp://example.org']) expect(isWorthLinking(text), text).toBe(false);
});
