import { expect, test } from 'vitest';
import { elementTexts, memberText } from './json-places';

test('elements come as they were written', () => {
  const text = ' [ {"a" : [1, 2.50]} ,\n"x,]\\"y", 1e3 ,null,[],{} ]\n';
  expect(elementTexts(text)).toEqual(['{"a" : [1, 2.50]}', '"x,]\\"y"', '1e3', 'null', '[]', '{}']);
  expect(elementTexts('[]')).toEqual([]);
  expect(elementTexts(' [ ] ')).toEqual([]);
});

test('a member comes as it was written, whatever it is called and whatever stands before it', () => {
  const text = '{ "x":"}{\\\\", "d\\u0061ta" : { "n": 10.00, "t": "\\"data\\"" } , "z":1}';
  expect(memberText(text, 'data')).toBe('{ "n": 10.00, "t": "\\"data\\"" }');
  expect(memberText(text, 'z')).toBe('1');
  expect(memberText(text, 'n')).toBeUndefined();
  expect(memberText('{}', 'data')).toBeUndefined();
});
