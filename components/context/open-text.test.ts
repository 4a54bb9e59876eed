import { expect, it } from 'vitest';
import { openText } from './open-text';

it.each([
  [0, 0, 'none'],
  [6, 0, '6'],
  [1, 2, '1, with 2 merged into it; gates count each'],
  [4, 1, '4, with 1 merged into them; gates count each'],
])(
  '%i open patterns, and %i more that are shown in them, are said so that a gate’s figure is found again',
  (openPatterns, openMerged, said) => {
    expect(openText({ openPatterns, openMerged })).toBe(said);
  },
);
